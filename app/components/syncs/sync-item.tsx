'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { cn } from '@/lib/cn'
import { describeProblem } from '@/lib/paragon/problem'
import { SignedOutError } from '@/lib/paragon/token-source'
import { deleteSync, turnSync } from '@/lib/syncs/client'
import type { Directory } from '@/lib/syncs/directory'
import type { Sync } from '@/lib/syncs/sync'
import { nextLook, nextWords, pipelineWords, recordCountWords } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { Notice } from '../ui/notice'
import { Moment } from './moment'
import { MovePanel } from './move-panel'
import { RecordPanel } from './record-panel'
import { SyncBadge } from './sync-badge'

type SyncItemProps = {
  holder: string
  sync: Sync
  directory: Directory
  /** Something was changed. */
  onChange: () => void
  onSignedOut: () => void
}

/** A sync, what can be done with it, and what it has brought. */
export function SyncItem({ holder, sync, directory, onChange, onSignedOut }: SyncItemProps) {
  const id = useId()
  const [open, setOpen] = useState<'records' | 'move'>()
  const [busy, setBusy] = useState(false)
  const integration = directory.integration(sync.integration)
  const title = titleOf(sync, directory)
  const account = directory.accountName(sync.credentialId)
  const rests = sync.status === 'DISABLED' || sync.status === 'ERRORED'

  async function act(action: () => Promise<void>, done: string, failed: string) {
    setBusy(true)
    try {
      await action()
      toast.success(done)
      onChange()
    } catch (error) {
      if (error instanceof SignedOutError) return onSignedOut()
      toast.error(failed, { description: describeProblem(error).detail })
      onChange()
    } finally {
      setBusy(false)
    }
  }

  const disable = () =>
    act(() => turnSync(holder, sync.id, 'disable'), 'The sync is disabled', 'It could not be disabled')
  const reenable = () =>
    act(() => turnSync(holder, sync.id, 'reenable'), 'The sync goes on', 'It could not be reenabled')
  const remove = () => act(() => deleteSync(holder, sync.id), 'The sync is deleted', 'It could not be deleted')

  return (
    <li
      aria-labelledby={`${id}-title`}
      aria-busy={busy}
      className="overflow-hidden rounded-xl border border-line bg-card"
    >
      <div className="space-y-3 px-4 py-4 sm:px-5">
        <div className="flex items-start gap-3">
          {integration && (
            // biome-ignore lint/performance/noImgElement: an SVG from Paragon's CDN, whose address is known at run time only.
            <img src={integration.icon} alt="" className="size-9 shrink-0 rounded-md border border-line bg-white p-1" />
          )}
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <h3 id={`${id}-title`} className="min-w-0 break-words font-medium">
                {title}
              </h3>
              <SyncBadge status={sync.status} />
            </div>
            <p className="break-words text-soft text-sm">
              Reads <span className="text-ink">{account}</span>
            </p>
          </div>
        </div>
        <SyncFacts sync={sync} />
        <div role="status" className="empty:hidden">
          {sync.reason && (
            <Notice
              tone={sync.status === 'ERRORED' ? 'bad' : 'warn'}
              title={sync.status === 'ERRORED' ? 'It cannot go on' : 'What Paragon says of it'}
              detail={sync.reason}
            />
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <Disclosure
            id={`${id}-records`}
            of={`of ${title}`}
            open={open === 'records'}
            onOpen={(yes) => setOpen(yes ? 'records' : undefined)}
          >
            Records
          </Disclosure>
          <Disclosure
            id={`${id}-move`}
            of={title}
            open={open === 'move'}
            onOpen={(yes) => setOpen(yes ? 'move' : undefined)}
          >
            Move
          </Disclosure>
          <Button
            size="small"
            aria-label={`${rests ? 'Reenable' : 'Disable'} ${title}`}
            unavailable={busy}
            onClick={() => void (rests ? reenable() : disable())}
          >
            {rests ? 'Reenable' : 'Disable'}
          </Button>
          <Confirm
            trigger={
              <Button size="small" variant="quiet-danger" aria-label={`Delete ${title}`} unavailable={busy}>
                Delete
              </Button>
            }
            title="Delete this sync?"
            action="Delete"
            destructive
            onConfirm={() => void remove()}
          >
            <p>
              {title}, which reads {account}: Paragon stops reading, and its copy of{' '}
              {recordCountWords(sync.recordCount)} goes. Nothing changes in the account itself.
            </p>
          </Confirm>
        </div>
      </div>
      <div id={`${id}-records`} hidden={open !== 'records'}>
        {open === 'records' && (
          <RecordPanel holder={holder} sync={sync} account={account} title={title} onSignedOut={onSignedOut} />
        )}
      </div>
      {/* Stays, so that what has changed is not forgotten with the panel. */}
      <div id={`${id}-move`} hidden={open !== 'move'}>
        <MovePanel holder={holder} sync={sync} directory={directory} onMoved={onChange} onSignedOut={onSignedOut} />
      </div>
    </li>
  )
}

function titleOf({ pipeline, integration, name }: Sync, directory: Directory): string {
  const title = `${pipelineWords(pipeline)} of ${directory.integrationName(integration)}`
  return name ? `${title}, ${name}` : title
}

function SyncFacts({ sync }: { sync: Sync }) {
  const next = nextLook(sync)
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
      <Fact name="Records">{sync.recordCount.toLocaleString()}</Fact>
      <Fact name="Last synced">{sync.lastSyncedAt ? <Moment date={sync.lastSyncedAt} /> : 'Not yet'}</Fact>
      <Fact name="Next">
        {next ? (
          <>
            About <Moment date={next.toISOString()} />
          </>
        ) : (
          nextWords(sync)
        )}
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type DisclosureProps = { id: string; of: string; open: boolean; onOpen: (open: boolean) => void; children: string }

function Disclosure({ id, of, open, onOpen, children }: DisclosureProps) {
  return (
    <Button
      size="small"
      aria-label={`${children} ${of}`}
      aria-expanded={open}
      aria-controls={id}
      onClick={() => onOpen(!open)}
    >
      {children}
      <ChevronDown aria-hidden className={cn('motion-safe:transition-transform', open && 'rotate-180')} />
    </Button>
  )
}
