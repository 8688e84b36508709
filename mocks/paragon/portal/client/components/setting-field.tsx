import { useId, useState } from 'preact/hooks'
import { isSupportedType, optionsOf, type SettingInput, type SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import type { ControlAttributes } from './control-attributes.ts'
import { DynamicSelect } from './dynamic-select.tsx'
import { InfoGlyph } from './icons.tsx'
import { usePortal } from './portal-context.ts'
import { Switch } from './switch.tsx'

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

type Typed = { currentTarget: { value: string } }

/** One setting: its label, what explains it, the control for its type, and what is wrong with its value. */
export function SettingField(props: FieldProps) {
  const { input, error } = props
  const id = useId()
  if (!isSupportedType(input.type)) return <UnsupportedField input={input} />

  const hints = [input.subtitle, input.tooltip].filter((hint) => typeof hint === 'string' && hint !== '')
  const describedBy = [hints.length > 0 ? `${id}-hint` : '', error === undefined ? '' : `${id}-error`].join(' ').trim()
  const isSwitch = input.type === 'SWITCH' || input.type === 'BOOLEAN_INPUT'
  return (
    <div class={isSwitch ? 'field field-switch' : 'field'}>
      <label class="field-label" id={`${id}-label`} for={id}>
        {input.title}
        {isRequired(input) && (
          <span class="required" aria-hidden="true">
            {' *'}
          </span>
        )}
      </label>
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
    case 'CUSTOM_DROPDOWN':
      return <Select {...props} common={common} />
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

function Select(props: FieldProps & { common: ControlAttributes }) {
  const { input, value, onChange } = props
  const { integration } = usePortal()
  const options = optionsOf(input, integration.sdkIntegrationConfig?.dataSources ?? {})
  const selected = options.findIndex((option) => option.value === value)
  const isStrange = value !== undefined && value !== '' && selected === -1
  return (
    <select
      {...props.common}
      disabled={props.disabled || input.readOnly === true}
      value={isStrange ? 'strange' : String(selected)}
      onChange={(event) => onChange(options[Number(event.currentTarget.value)]?.value)}
    >
      <option value="-1" disabled={isRequired(input)}>
        {input.placeholder ?? (options.length === 0 ? 'No choices available' : 'Choose…')}
      </option>
      {isStrange && <option value="strange">{`${value} (no longer a choice)`}</option>}
      {options.map((option, index) => (
        <option key={String(option.value)} value={String(index)}>
          {option.subtitle ? `${option.label} (${option.subtitle})` : option.label}
        </option>
      ))}
    </select>
  )
}

function PasswordInput(props: { text: TextAttributes; onInput: (event: Typed) => void }) {
  const [shown, setShown] = useState(false)
  const { text, onInput } = props
  return (
    <div class="password">
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
