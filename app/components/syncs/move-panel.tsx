'use client'

import { type FormEvent, useId, useState } from 'react'
import { cn } from '@/lib/cn'
import type { Directory } from '@/lib/syncs/directory'
import type { Sync } from '@/lib/syncs/sync'
import { type Move, useMove } from '@/lib/syncs/use-move'
import { changesWords } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { fieldStyle } from '../ui/field'
import { Notice } from '../ui/notice'

type MovePanelProps = {
  holder: string
  sync: Sync
  directory: Directory
  onMoved: () => void
  onSignedOut: () => void
}

/** Has another account read a sync. */
export function MovePanel({ holder, sync, directory, onMoved, onSignedOut }: MovePanelProps) {
  const id = useId()
  const { move, problem, busy, start } = useMove(holder, sync, onMoved, onSignedOut)
  const [chosen, setChosen] = useState<string>()
  const others = directory.accountsOf(sync.integration).filter((account) => account.id !== sync.credentialId)
  const to = others.find((account) => account.id === chosen) ?? others.find(({ status }) => status === 'connected')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (to && !busy) void start(directory.accountName(sync.credentialId), to)
  }

  return (
    <div className="border-line border-t bg-paper px-4 py-4 sm:px-5">
      {others.length === 0 ? (
        <p className="text-soft text-sm">
          No other {directory.integrationName(sync.integration)} account is connected that it could be moved to.
        </p>
      ) : (
        <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 flex-1 basis-56">
            <label htmlFor={id} className="mb-1 block font-medium text-sm">
              Move to
            </label>
            <select
              id={id}
              value={to?.id ?? ''}
              onChange={({ target }) => setChosen(target.value)}
              className={cn(fieldStyle, 'w-full')}
            >
              {!to && <option value="">No account that works</option>}
              {others.map(({ id, label, status }) => (
                <option key={id} value={id}>
                  {label}
                  {status !== 'connected' && ' (cannot be used at the moment)'}
                </option>
              ))}
            </select>
          </div>
          <Button type="submit" unavailable={busy || !to}>
            {busy ? 'Moving' : 'Move sync'}
          </Button>
          <p className="basis-full text-pretty text-soft text-sm">
            All is read anew as the other account. Records that it has too stay, with their ids; what it has not is
            deleted, and what is new is created. Each change is sent to the webhook.
          </p>
        </form>
      )}
      <div role="status" className="mt-3 empty:mt-0">
        {problem && <Notice tone="bad" {...problem} />}
        {move && !problem && <MoveOutcome move={move} sync={sync} />}
      </div>
    </div>
  )
}

function MoveOutcome({ move, sync }: { move: Move; sync: Sync }) {
  const title = `Moved from ${move.from} to ${move.to}`
  if (move.problem) return <Notice tone="warn" {...move.problem} />
  if (move.changes) return <Notice tone="info" title={title} detail={`${changesWords(move.changes)}.`} />
  return <Notice tone="info" title={title} detail={waitWords(sync)} />
}

function waitWords({ status }: Sync): string {
  if (status === 'DISABLED') return 'It is disabled: once it is reenabled, the records are reconciled.'
  if (status === 'ERRORED') return 'It has stopped before the records were reconciled. The reason is above.'
  return 'The records are being reconciled.'
}
