import type { SettingInput, SettingOption, SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import type { ControlAttributes } from './control-attributes.ts'

/** A choice from a list that is there. */
export function ListSelect(props: {
  input: SettingInput
  value: SettingValue | undefined
  options: readonly SettingOption[]
  disabled: boolean
  common: ControlAttributes
  onChange: (value: SettingValue | undefined) => void
}) {
  const { input, value, options, onChange } = props
  const selected = options.findIndex((option) => option.value === value)
  const isStrange = value !== undefined && value !== '' && selected === -1
  return (
    <select
      {...props.common}
      disabled={props.disabled}
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
