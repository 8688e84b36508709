import { useCallback, useEffect, useState } from 'preact/hooks'
import { dynamicSourceOf, type SettingInput, type SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import { describeError } from '../error-text.ts'
import { readOptions } from '../field-options.ts'
import type { ControlAttributes } from './control-attributes.ts'
import { usePortal } from './portal-context.ts'

/** A choice of what the account has at its third party, a page at a time. */
export function DynamicSelect(props: {
  input: SettingInput
  value: SettingValue | undefined
  credentialId: string
  disabled: boolean
  common: ControlAttributes
  onChange: (value: SettingValue | undefined) => void
}) {
  const { input, value, credentialId, onChange } = props
  const { integration, invoke, type } = usePortal()
  const source = dynamicSourceOf(input, integration.sdkIntegrationConfig?.dataSources ?? {})
  const action = source?.cacheKey
  const [options, setOptions] = useState<{ value: string; label: string }[]>([])
  const [cursor, setCursor] = useState<string | null>(null)
  const [status, setStatus] = useState<'loading' | 'there' | 'failed'>('loading')
  const [failure, setFailure] = useState('')

  const load = useCallback(
    async (after: string | null) => {
      setStatus('loading')
      try {
        if (action === undefined) throw new Error(`Nothing says where the choices for ${input.title} come from.`)
        const asked = { integration: type, action, selectedCredentialId: credentialId, ...(after && { cursor: after }) }
        const page = readOptions(await invoke('getFieldOptions', asked))
        setOptions((before) => (after === null ? page.options : [...before, ...page.options]))
        setCursor(page.nextPageCursor)
        setStatus('there')
      } catch (error) {
        setFailure(describeError(error))
        setStatus('failed')
      }
    },
    [action, credentialId, input.title, invoke, type],
  )
  useEffect(() => void load(null), [load])

  const isStrange = value !== undefined && value !== '' && !options.some((option) => option.value === value)
  return (
    <>
      <select
        {...props.common}
        disabled={props.disabled || input.readOnly === true}
        aria-busy={status === 'loading'}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="" disabled={isRequired(input)}>
          {status === 'loading' ? 'Loading choices…' : (input.placeholder ?? 'Choose…')}
        </option>
        {isStrange && <option value={String(value)}>{String(value)}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {status === 'failed' && <p class="field-error">{`The choices could not be loaded. ${failure}`}</p>}
      {(status === 'failed' || cursor !== null) && (
        <button type="button" class="button quiet" disabled={props.disabled} onClick={() => load(cursor)}>
          {status === 'failed' ? 'Load choices again' : 'Load more choices'}
        </button>
      )}
    </>
  )
}
