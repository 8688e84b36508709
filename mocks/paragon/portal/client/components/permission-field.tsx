import type { SettingInput, SettingValue } from '../../input-types.ts'
import type { ControlAttributes } from './control-attributes.ts'

/** A box for each permission; those that cannot be left out are ticked and stay so. */
export function PermissionField(props: {
  input: SettingInput
  value: SettingValue | undefined
  disabled: boolean
  common: ControlAttributes
  onChange: (value: string[]) => void
}) {
  const { input, common } = props
  const required = input.requiredScopes ?? []
  const chosen = new Set([...required, ...(Array.isArray(props.value) ? props.value : [])])
  const values = input.scopes?.values ?? []
  return (
    <>
      {values.map((scope) => {
        const id = `${common.id}-${scope.name}`
        const isFixed = required.includes(scope.name)
        return (
          <div class="permission" key={scope.name}>
            <input
              id={id}
              type="checkbox"
              checked={chosen.has(scope.name)}
              disabled={props.disabled || input.readOnly === true || isFixed}
              aria-describedby={`${id}-hint`}
              onChange={(event) => {
                const isOn = event.currentTarget.checked
                props.onChange(
                  values.map(({ name }) => name).filter((name) => (name === scope.name ? isOn : chosen.has(name))),
                )
              }}
            />
            <label for={id}>
              {scope.label ?? scope.name}
              {isFixed && ' (always)'}
            </label>
            <span class="field-hint" id={`${id}-hint`}>
              {scope.description}
            </span>
          </div>
        )
      })}
    </>
  )
}
