import type { JournalEntry } from '../../../../client/journal-control.ts'
import { accountColour } from '../account-colour.ts'
import { milliseconds, shortPath, timeOfDay } from '../format.ts'
import { AccountChip, HttpStatus } from './parts.tsx'

interface EntryRowProps {
  entry: JournalEntry
  depth: number
  projectId: string
  isOpen: boolean
  onToggle: () => void
}

/** One request in a line, in the colour of the account that it was made as. */
export function EntryRow({ entry, depth, projectId, isOpen, onToggle }: EntryRowProps) {
  const { account, direction } = entry
  const colour = account?.credentialId ? accountColour(account.credentialId) : ''
  return (
    <button
      type="button"
      class={`entry depth-${Math.min(depth, 4)} ${colour}`}
      aria-expanded={isOpen}
      aria-controls={isOpen ? `entry-${entry.id}` : undefined}
      onClick={onToggle}
    >
      <time class="entry-time" dateTime={entry.date}>
        {timeOfDay(entry.date)}
      </time>
      <span class={`direction ${direction}`}>{direction}</span>
      <span class="service">{entry.service}</span>
      <span class="target">
        <strong>{entry.method}</strong> {shortPath(entry.path, projectId)}
      </span>
      {entry.fault && <span class="chip fault">fault: {entry.fault.name ?? entry.fault.id}</span>}
      {entry.job && <span class="chip">{entry.job.kind}</span>}
      {account && <AccountChip account={account} />}
      <HttpStatus status={entry.status} />
      <span class="duration">{milliseconds(entry.duration)}</span>
    </button>
  )
}
