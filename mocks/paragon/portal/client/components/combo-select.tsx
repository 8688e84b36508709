import { type ComboValue, pairedSourcesOf, type SettingInput, type SettingValue } from '../../input-types.ts'
import { isRequired } from '../../setting-rules.ts'
import { mappingOf } from '../field-mapping.ts'
import type { ControlAttributes } from './control-attributes.ts'
import { OptionsSelect } from './options-select.tsx'
import { usePortal } from './portal-context.ts'
import { useFieldOptions } from './use-field-options.ts'

/** Two lists, of which the second depends on what is chosen in the first. */
export function ComboSelect(props: {
  input: SettingInput
  value: SettingValue | undefined
  credentialId: string
  disabled: boolean
  common: ControlAttributes
  onChange: (value: ComboValue) => void
}) {
  const { input, common, onChange } = props
  const { integration } = usePortal()
  const options = useFieldOptions(props.credentialId)
  const sources = pairedSourcesOf(input, integration.sdkIntegrationConfig?.dataSources ?? {})
  if (sources === undefined) {
    return <p class="field-error">{`Nothing says where the choices for ${input.title} come from.`}</p>
  }
  const { main, dependent } = sources
  const { mainInput, dependentInput } = mappingOf(props.value)
  const shared = { required: isRequired(input), disabled: props.disabled || input.readOnly === true }
  return (
    <>
      <OptionsSelect
        {...shared}
        title={main.title}
        aria-label={main.title}
        value={mainInput}
        common={common}
        load={options(main)}
        loadKey={`${props.credentialId} ${main.cacheKey}`}
        onChange={(chosen) => onChange({ mainInput: chosen })}
      />
      <OptionsSelect
        {...shared}
        title={dependent.title}
        aria-label={dependent.title}
        value={dependentInput}
        placeholder={mainInput === undefined ? `${main.title} first` : undefined}
        common={{ ...common, id: `${common.id}-dependent` }}
        load={mainInput === undefined ? undefined : options(dependent, { [main.cacheKey]: mainInput })}
        loadKey={`${props.credentialId} ${dependent.cacheKey} ${mainInput}`}
        onChange={(chosen) => onChange({ mainInput, dependentInput: chosen })}
      />
    </>
  )
}
