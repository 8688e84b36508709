import { useId } from 'preact/hooks'
import type { AccountType } from '../portal-state.ts'

/** Which kind of account is to be connected. */
export function AccountTypeStep(props: {
  name: string
  types: readonly AccountType[]
  chosen: string | undefined
  onChange: (id: string) => void
}) {
  const name = useId()
  return (
    <fieldset class="account-types">
      <legend class="field-label">{`Which kind of ${props.name} account?`}</legend>
      {props.types.map(({ id, accountDescription }) => (
        <label class="account-type" key={id}>
          <input type="radio" name={name} checked={id === props.chosen} onChange={() => props.onChange(id)} />
          {accountDescription ?? id}
        </label>
      ))}
    </fieldset>
  )
}
