/** What every control of a setting has. */
export interface ControlAttributes {
  id: string
  disabled: boolean
  'aria-describedby': string | undefined
  'aria-required': boolean
  'aria-invalid': boolean
  autocomplete: 'off'
}
