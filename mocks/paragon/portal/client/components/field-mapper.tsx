import { useEffect, useState } from 'preact/hooks'
import { type FieldMappingValue, pairedSourcesOf, type SettingInput, type SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import {
  type AppFields,
  dynamicRows,
  type MappingRow,
  mappingOf,
  readAppFields,
  recordOf,
  staticRows,
  unmappedFields,
  withRows,
  withStaticField,
} from '../field-mapping.ts'
import type { ControlAttributes } from './control-attributes.ts'
import { OptionsSelect } from './options-select.tsx'
import { usePortal } from './portal-context.ts'
import { useFieldOptions } from './use-field-options.ts'

/** Which type of record is meant, and which of its fields stands for each field of the app. */
export function FieldMapper(props: {
  input: SettingInput
  value: SettingValue | undefined
  credentialId: string
  disabled: boolean
  common: ControlAttributes
  onChange: (value: FieldMappingValue) => void
}) {
  const { input, common, onChange } = props
  const { integration, type } = usePortal()
  const app = useAppFields(input)
  const options = useFieldOptions(props.credentialId)
  const sources = pairedSourcesOf(input, integration.sdkIntegrationConfig?.dataSources ?? {})
  const disabled = props.disabled || input.readOnly === true
  const value = mappingOf(props.value)
  const record = recordOf(value)
  const isDynamic = input.useDynamicMapper === true
  if (sources === undefined || app === 'loading') return <p class="field-hint">Loading what can be mapped…</p>
  if (isDynamic && app === undefined) {
    return <p class="field-error">{`The app has not said which of its fields ${input.title} is about.`}</p>
  }

  const { main, dependent } = sources
  const ownLists = app?.useBYOFieldMappingOption === true && input.dynamicObjectName !== undefined
  const own = (kind: 'objectTypes' | 'integrationFields') =>
    ownLists ? { dynamicFieldMappingKey: input.dynamicObjectName ?? '', dynamicFieldMappingType: kind } : {}
  const rows = isDynamic && app ? dynamicRows(app, value) : staticRows(input, value)
  const loadFields =
    record === undefined
      ? undefined
      : options({ ...dependent, ...own('integrationFields') }, { [main.cacheKey]: record })

  function setField(row: MappingRow, field: string | undefined) {
    if (!isDynamic) return onChange(withStaticField(value, row.key, field))
    onChange(
      withRows(
        value,
        rows.map((each) => (each.key === row.key ? { ...each, field } : each)),
      ),
    )
  }

  return (
    <>
      <OptionsSelect
        title={main.title}
        aria-label={main.title}
        value={record}
        required={isRequired(input)}
        disabled={disabled}
        common={common}
        load={options({ ...main, ...own('objectTypes') })}
        loadKey={`${type} ${props.credentialId} ${main.cacheKey}`}
        // What was mapped are fields of another type of record.
        onChange={(next) => onChange({ objectMapping: next, mappingType: isDynamic ? 'DYNAMIC' : 'STATIC' })}
      />
      {rows.map((row) => (
        <div class="mapping" key={row.key}>
          <span class="mapping-label">{row.label}</span>
          <OptionsSelect
            title={row.label}
            aria-label={`${row.label}: ${dependent.title}`}
            value={row.field}
            required={false}
            disabled={disabled}
            placeholder={record === undefined ? `${main.title} first` : undefined}
            common={{ ...common, id: `${common.id}-${row.key}` }}
            load={loadFields}
            loadKey={`${props.credentialId} ${dependent.cacheKey} ${record}`}
            onChange={(field) => setField(row, field)}
          />
          {row.isRemovable && !disabled && (
            <button
              type="button"
              class="button quiet"
              aria-label={`Remove ${row.label}`}
              onClick={() =>
                onChange(
                  withRows(
                    value,
                    rows.filter(({ key }) => key !== row.key),
                  ),
                )
              }
            >
              Remove
            </button>
          )}
        </div>
      ))}
      {isDynamic && app && !disabled && <MoreFields app={app} rows={rows} value={value} onChange={onChange} />}
    </>
  )
}

/** Adds a line: for a field of the app that has none, or for one that the user makes up. */
function MoreFields(props: {
  app: AppFields
  rows: readonly MappingRow[]
  value: FieldMappingValue
  onChange: (value: FieldMappingValue) => void
}) {
  const { app, rows, value, onChange } = props
  const [name, setName] = useState('')
  const left = unmappedFields(app, rows)
  const add = (key: string, created?: string) =>
    onChange(withRows(value, [...rows, { key, label: key, field: undefined, isRemovable: true }], created))

  function create() {
    const trimmed = name.trim()
    if (trimmed === '' || rows.some(({ key }) => key === trimmed)) return
    add(trimmed, trimmed)
    setName('')
  }

  return (
    <>
      {left.length > 0 && (
        <select
          aria-label="Map another field"
          value=""
          onChange={(event) => event.currentTarget.value !== '' && add(event.currentTarget.value)}
        >
          <option value="">Map another field…</option>
          {left.map((field) => (
            <option key={field.value} value={field.value}>
              {field.label}
            </option>
          ))}
        </select>
      )}
      {app.userCanCreateFields === true && (
        <div class="mapping">
          <input
            type="text"
            aria-label="Name of a new field"
            placeholder="Name of a new field"
            autocomplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              create()
            }}
          />
          <button type="button" class="button quiet" onClick={create}>
            Add field
          </button>
        </div>
      )}
    </>
  )
}

/** What the app says of its fields: with `connect`, which the SDK posts, or with `setDataSources`, which it is asked for. */
function useAppFields(input: SettingInput): AppFields | 'loading' | undefined {
  const { invoke, type, mapObjectFields } = usePortal()
  const name = input.dynamicObjectName
  const posted = name === undefined ? undefined : readAppFields(mapObjectFields?.[name])
  const isAsked = name !== undefined && posted === undefined
  const [asked, setAsked] = useState<AppFields | 'loading' | undefined>('loading')
  useEffect(() => {
    if (!isAsked) return
    invoke('getSourcesForInput', type, input)
      .then((sources) => {
        const said = typeof sources === 'object' && sources !== null && 'mapObjectFieldOptions' in sources
        setAsked(said ? readAppFields(sources.mapObjectFieldOptions) : undefined)
      })
      // SDKs before 2.4.0 do not have it.
      .catch(() => setAsked(undefined))
  }, [invoke, type, input, isAsked])
  if (name === undefined) return undefined
  return posted ?? asked
}
