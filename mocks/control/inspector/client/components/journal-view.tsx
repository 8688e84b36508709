import { useMemo, useRef, useState } from 'preact/hooks'
import type { JournalEntry } from '../../../../client/journal-control.ts'
import { tracesOf } from '../traces.ts'
import { useWorkbench } from './context.ts'
import { EntryDetail } from './entry-detail.tsx'
import { EntryRow } from './entry-row.tsx'
import { FilterBar } from './filter-bar.tsx'
import { useAct } from './use-act.ts'
import { useJournal } from './use-journal.ts'

const states = {
  connecting: 'Connecting…',
  live: 'Live',
  offline: 'Not connected; trying again…',
  refused: 'Not followed',
}

/** Every request in and every call out as it happens, what belongs together in one card. */
export function JournalView({ projectId, below }: { projectId: string; below: string }) {
  const { api, address, go } = useWorkbench()
  const journal = useJournal(projectId, address.filters)
  const [held, setHeld] = useState<readonly JournalEntry[]>()
  const act = useAct()
  const list = useRef<HTMLOListElement>(null)
  const traces = useMemo(() => tracesOf(held ?? journal.entries), [held, journal.entries])
  const isFiltered = Object.keys(address.filters).length > 0
  const accounts = useMemo(() => accountsOf(journal.entries), [journal.entries])

  /** Up and down go from entry to entry, Home and End to the first and the last. */
  function onKeyDown(event: KeyboardEvent) {
    const rows: (Element | null)[] = [...(list.current?.querySelectorAll('.entry') ?? [])]
    const at = rows.indexOf(document.activeElement)
    if (at < 0) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    const row = next === undefined ? undefined : rows[next]
    if (!(row instanceof HTMLElement)) return
    event.preventDefault()
    row.focus()
  }

  const clear = () =>
    void act(async () => {
      await api.send('DELETE', `${below}/journal`)
      journal.forget()
      setHeld(undefined)
      go({ entry: undefined }, { replace: true })
    }, 'The journal is empty.')

  return (
    <>
      <FilterBar accounts={accounts} />
      <div class="journal-bar">
        <p class={`live ${journal.state}`} role="status">
          {held ? 'Paused' : states[journal.state]}
        </p>
        <button type="button" class="button small" onClick={() => setHeld(held ? undefined : journal.entries)}>
          {held ? `Go on (${countSince(held, journal.entries)} new)` : 'Pause'}
        </button>
        <button type="button" class="button small" onClick={clear}>
          Clear journal
        </button>
      </div>
      {journal.problem !== undefined && (
        <p class="problem" role="alert">
          {journal.problem}
        </p>
      )}
      {journal.state === 'live' && traces.length === 0 && (
        <p class="empty">{isFiltered ? 'No entry is like this yet.' : 'Nothing was asked yet.'}</p>
      )}
      <ol class="traces" ref={list} onKeyDown={onKeyDown} aria-label="Traces, newest first">
        {traces.map((trace) => (
          <li key={trace.id} class="trace">
            <ol class="rows">
              {trace.rows.map(({ entry, depth }) => (
                <li key={entry.id}>
                  <EntryRow
                    entry={entry}
                    depth={depth}
                    projectId={projectId}
                    isOpen={address.entry === entry.id}
                    onToggle={() => go({ entry: address.entry === entry.id ? undefined : entry.id }, { replace: true })}
                  />
                  {address.entry === entry.id && <EntryDetail entry={entry} below={below} />}
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </>
  )
}

function countSince(held: readonly JournalEntry[], entries: readonly JournalEntry[]): number {
  const last = held.at(-1)?.cursor ?? 0
  return entries.filter(({ cursor }) => cursor > last).length
}

/** Accounts that have acted, by the ids that the filter takes. */
function accountsOf(entries: readonly JournalEntry[]): { id: string; label: string }[] {
  const known = new Map<string, string>()
  for (const { account } of entries) {
    if (account?.credentialId && account.name)
      known.set(account.credentialId, `${account.name}, ${account.integration}`)
  }
  return [...known].map(([id, label]) => ({ id, label }))
}
