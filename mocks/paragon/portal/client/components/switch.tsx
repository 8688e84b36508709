/** An on-off control, named by the element with the id `labelledBy`. */
export function Switch(props: {
  id?: string
  on: boolean
  labelledBy: string
  describedBy?: string | undefined
  disabled?: boolean | undefined
  /** A change is under way: it does nothing for now, but keeps the focus, which a disabled control would lose. */
  busy?: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <button
      id={props.id}
      type="button"
      class="switch"
      role="switch"
      aria-checked={props.on}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      disabled={props.disabled}
      aria-disabled={props.busy === true}
      onClick={() => props.busy !== true && props.onChange(!props.on)}
    >
      <span class="switch-knob" />
    </button>
  )
}
