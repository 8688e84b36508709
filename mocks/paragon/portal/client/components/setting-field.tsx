import { useId, useState } from 'preact/hooks'
import { dynamicSourceOf, isSupportedType, optionsOf, type SettingInput, type SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import { ComboSelect } from './combo-select.tsx'
import type { ControlAttributes } from './control-attributes.ts'
import { CopyableField } from './copyable-field.tsx'
import { CustomDropdown } from './custom-dropdown.tsx'
import { FieldMapper } from './field-mapper.tsx'
import { FileField } from './file-field.tsx'
import { InfoGlyph } from './icons.tsx'
import { ListSelect } from './list-select.tsx'
import { OptionsSelect } from './options-select.tsx'
import { PermissionField } from './permission-field.tsx'
import { usePortal } from './portal-context.ts'
import { Switch } from './switch.tsx'
import { useFieldOptions } from './use-field-options.ts'

interface FieldProps {
  input: SettingInput
  value: SettingValue | undefined
  error: string | undefined
  disabled: boolean
  /** Whose setting it is. */
  credentialId: string
  onChange: (value: SettingValue | undefined) => void
}

interface TextAttributes extends ControlAttributes {
  readOnly: boolean
  placeholder: string | undefined
  value: string
}

/** Those of more than one control. */
const groups = new Set(['FIELD_MAPPER', 'COMBO_INPUT', 'DYNAMIC_COMBO_INPUT', 'PERMISSION'])

type Typed = { currentTarget: { value: string } }

/** One setting: its label, what explains it, the control for its type, and what is wrong with its value. */
export function SettingField(props: FieldProps) {
  const { input, error } = props
  const id = useId()
  if (!isSupportedType(input.type)) return <UnsupportedField input={input} />

  const hints = [input.subtitle, input.tooltip].filter((hint) => typeof hint === 'string' && hint !== '')
  const describedBy = [hints.length > 0 ? `${id}-hint` : '', error === undefined ? '' : `${id}-error`].join(' ').trim()
  const isSwitch = input.type === 'SWITCH' || input.type === 'BOOLEAN_INPUT'
  const isGroup = groups.has(input.type)
  const grouping = isGroup && { role: 'group' as const, 'aria-labelledby': `${id}-label` }
  const title = (
    <>
      {input.title}
      {isRequired(input) && (
        <span class="required" aria-hidden="true">
          {' *'}
        </span>
      )}
    </>
  )
  return (
    <div class={isSwitch ? 'field field-switch' : 'field'} {...grouping}>
      {isGroup ? (
        <span class="field-label" id={`${id}-label`}>
          {title}
        </span>
      ) : (
        <label class="field-label" id={`${id}-label`} for={id}>
          {title}
        </label>
      )}
      <Control {...props} id={id} describedBy={describedBy === '' ? undefined : describedBy} />
      {hints.length > 0 && (
        <div class="field-hint" id={`${id}-hint`}>
          {hints.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </div>
      )}
      {input.documentationLink !== undefined && /^https?:\/\//i.test(input.documentationLink) && (
        <a class="field-link" href={input.documentationLink} target="_blank" rel="noopener noreferrer">
          {input.documentationLinkLabel ?? `About ${input.title}`}
        </a>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

function Control(props: FieldProps & { id: string; describedBy: string | undefined }) {
  const { input, value, onChange } = props
  const { integration } = usePortal()
  const common: ControlAttributes = {
    id: props.id,
    disabled: props.disabled,
    'aria-describedby': props.describedBy,
    'aria-required': isRequired(input),
    'aria-invalid': props.error !== undefined,
    // A setting is not the visitor's own data, so a browser must not fill it in.
    autocomplete: 'off',
  }
  const text: TextAttributes = {
    ...common,
    readOnly: input.readOnly === true,
    placeholder: input.placeholder,
    value: String(value ?? ''),
  }
  const typed = (event: Typed) => onChange(event.currentTarget.value)
  switch (input.type) {
    case 'SWITCH':
    case 'BOOLEAN_INPUT':
      return (
        <Switch
          id={props.id}
          on={value === true}
          labelledBy={`${props.id}-label`}
          describedBy={props.describedBy}
          disabled={props.disabled || input.readOnly === true}
          onChange={onChange}
        />
      )
    case 'ENUM':
      return (
        <ListSelect
          {...props}
          common={common}
          disabled={props.disabled || input.readOnly === true}
          options={optionsOf(input, integration.sdkIntegrationConfig?.dataSources ?? {})}
        />
      )
    case 'CUSTOM_DROPDOWN':
      return <CustomDropdown {...props} common={common} />
    case 'COMBO_INPUT':
    case 'DYNAMIC_COMBO_INPUT':
      return <ComboSelect {...props} common={common} />
    case 'FIELD_MAPPER':
      return <FieldMapper {...props} common={common} />
    case 'FILE':
      return <FileField {...props} common={common} />
    case 'PERMISSION':
      return <PermissionField {...props} common={common} />
    case 'COPYABLE_BUTTON_INPUT':
      return <CopyableField title={input.title} value={value} common={common} />
    case 'DYNAMIC_ENUM':
      return <DynamicSelect {...props} common={common} />
    case 'TEXTAREA_NO_VARS':
      return <textarea {...text} rows={4} onInput={typed} />
    case 'PASSWORD':
      return <PasswordInput text={text} onInput={typed} />
    case 'NUMBER':
      // Not type=number: it hides what was typed when that is no number, and a wheel over it changes the value.
      return <input {...text} type="text" inputMode="decimal" onInput={typed} />
    case 'EMAIL':
      return <input {...text} type="email" onInput={typed} />
    case 'URL':
      return <input {...text} type="url" onInput={typed} />
    default:
      return <input {...text} type="text" onInput={typed} />
  }
}

/** A choice of what the account has at its third party. */
function DynamicSelect(props: FieldProps & { common: ControlAttributes }) {
  const { input, value, credentialId } = props
  const { integration, type } = usePortal()
  const options = useFieldOptions(credentialId)
  const source = dynamicSourceOf(input, integration.sdkIntegrationConfig?.dataSources ?? {})
  if (source === undefined) {
    return <p class="field-error">{`Nothing says where the choices for ${input.title} come from.`}</p>
  }
  return (
    <OptionsSelect
      title={input.title}
      value={value === undefined ? undefined : String(value)}
      required={isRequired(input)}
      disabled={props.disabled || input.readOnly === true}
      placeholder={input.placeholder}
      common={props.common}
      load={options({ cacheKey: source.cacheKey })}
      loadKey={`${type} ${credentialId} ${source.cacheKey}`}
      onChange={props.onChange}
    />
  )
}

function PasswordInput(props: { text: TextAttributes; onInput: (event: Typed) => void }) {
  const [shown, setShown] = useState(false)
  const { text, onInput } = props
  return (
    <div class="beside">
      {shown ? (
        <input {...text} type="text" onInput={onInput} />
      ) : (
        <input {...text} type="password" onInput={onInput} />
      )}
      <button type="button" class="button quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
        Show
      </button>
    </div>
  )
}

/** Says that a setting exists which cannot be edited here, rather than pretend that it does not. */
function UnsupportedField(props: { input: SettingInput }) {
  return (
    <div class="field unsupported">
      <InfoGlyph />
      <p>
        <strong>{props.input.title}</strong> is a setting of the type <code>{props.input.type}</code>, which this portal
        cannot show. Its value is left as it is.
      </p>
    </div>
  )
}
