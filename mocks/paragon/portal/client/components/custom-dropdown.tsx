import { useEffect, useState } from 'preact/hooks'
import type { SettingInput, SettingOption, SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import { customOptions } from '../custom-dropdown.ts'
import { readOptions } from '../field-options.ts'
import type { ControlAttributes } from './control-attributes.ts'
import { ListSelect } from './list-select.tsx'
import { OptionsSelect } from './options-select.tsx'
import { usePortal } from './portal-context.ts'

/** A choice of what the app has: a list, or what its page loads. */
export function CustomDropdown(props: {
  input: SettingInput
  value: SettingValue | undefined
  disabled: boolean
  common: ControlAttributes
  onChange: (value: SettingValue | undefined) => void
}) {
  const { input, value, common, onChange } = props
  const { invoke, type } = usePortal()
  const [options, setOptions] = useState<SettingOption[] | 'loader'>()
  useEffect(() => {
    let isNeeded = true
    customOptions(invoke, type, input).then((found) => isNeeded && setOptions(found))
    return () => {
      isNeeded = false
    }
  }, [invoke, type, input])

  const disabled = props.disabled || input.readOnly === true
  if (options !== 'loader') {
    return <ListSelect {...props} disabled={disabled || options === undefined} options={options ?? []} />
  }
  return (
    <OptionsSelect
      title={input.title}
      value={value === undefined ? undefined : String(value)}
      required={isRequired(input)}
      disabled={disabled}
      placeholder={input.placeholder}
      common={common}
      load={async (search, cursor) =>
        readOptions(await invoke('_loadCustomDropdownOptions', input.key, cursor ?? undefined, search || undefined))
      }
      loadKey={input.key ?? ''}
      refreshOnOpen={input.refreshOnOpen === true}
      onChange={onChange}
    />
  )
}
