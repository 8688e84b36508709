'use client'

import { Switch as Radix } from 'radix-ui'

type SwitchProps = {
  label: string
  checked: boolean
  /** Cannot be turned for now; it keeps the focus. */
  unavailable: boolean
  onChange: (checked: boolean) => void
}

/** Something that is on or off at once, without a button to save it. */
export function Switch({ label, checked, unavailable, onChange }: SwitchProps) {
  return (
    <Radix.Root
      aria-label={label}
      aria-disabled={unavailable || undefined}
      checked={checked}
      onCheckedChange={(next) => {
        if (!unavailable) onChange(next)
      }}
      className="h-6 w-10 shrink-0 rounded-full border border-line-strong bg-sunken p-0.5 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent motion-safe:transition-colors"
    >
      <Radix.Thumb className="block size-4.5 rounded-full bg-line-strong data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent motion-safe:transition-transform" />
    </Radix.Root>
  )
}
