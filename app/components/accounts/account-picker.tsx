import type { Account } from '@/lib/paragon/accounts'
import { Avatar } from '../ui/avatar'
import { StatusBadge } from './status-badge'

type AccountPickerProps = {
  /** What is chosen: "Google Drive account". */
  legend: string
  accounts: Account[]
  chosen: string
  onChoose: (id: string) => void
}

export function AccountPicker({ legend, accounts, chosen, onChoose }: AccountPickerProps) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {accounts.map(({ id, name, label, picture, status }) => (
          <label
            key={id}
            className="relative flex items-center gap-3 rounded-lg border border-line bg-card px-3 py-2.5 outline-accent hover:border-line-strong has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name="account"
              value={id}
              aria-label={label}
              checked={id === chosen}
              onChange={() => onChoose(id)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-lg outline-none"
            />
            <Avatar name={name} picture={picture} className="size-8 text-sm" />
            <span className="min-w-0 flex-1 text-sm">
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-soft">{label}</span>
            </span>
            {status !== 'connected' && <StatusBadge status={status} />}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
