'use client'

import { cn } from '@/lib/cn'
import type { Directory } from '@/lib/syncs/directory'
import type { EventList, KeptEvent } from '@/lib/syncs/events'
import { useEvents } from '@/lib/syncs/use-events'
import { eventDetail } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { Moment } from './moment'

type EventPanelProps = { holder: string; directory: Directory; onSignedOut: () => void }

/** What the app's own webhook was sent about the person's syncs. */
export function EventPanel({ holder, directory, onSignedOut }: EventPanelProps) {
  const { state, refresh } = useEvents(holder, onSignedOut)
  if (state.status === 'loading') {
    return (
      <div role="status" aria-busy="true" className="space-y-3">
        <span className="sr-only">Loading events</span>
        <Skeleton className="h-20" />
        <Skeleton className="h-40" />
      </div>
    )
  }
  if (state.status === 'error') {
    return (
      <div role="alert">
        <Notice tone="bad" {...state.problem}>
          <Button size="small" onClick={() => void refresh()}>
            Retry
          </Button>
        </Notice>
      </div>
    )
  }
  const { list, problem } = state
  return (
    <div className="space-y-6">
      <Endpoint list={list} />
      <div role="status" className="empty:hidden">
        {problem && <Notice tone="warn" {...problem} />}
      </div>
      <section aria-labelledby="events-heading" className="space-y-3">
        <div className="flex flex-wrap items-baseline justify-between gap-2">
          <h2 id="events-heading" className="font-semibold">
            Events
          </h2>
          <p className="text-soft text-sm">The newest 200 since the app was started, latest first.</p>
        </div>
        {list.events.length === 0 ? (
          <div className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center">
            <p className="font-medium">No event yet</p>
            <p className="mt-1 text-soft">Enable a sync, or change something in an account that is synced.</p>
          </div>
        ) : (
          <ul
            aria-label="Events"
            className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card"
          >
            {list.events.map((event) => (
              <EventItem key={event.id} event={event} directory={directory} />
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

function Endpoint({ list: { isSetUp, url, verifiedAt } }: { list: EventList }) {
  if (!isSetUp) {
    return (
      <Notice
        tone="warn"
        title="The app takes no events in without the signing secret"
        detail="Whoever knows the address could send events. Set PARAGON_WEBHOOK_SIGNING_SECRET, which is in the project’s settings, for the server of this app, and start the server again. With Paragon Sandbox, any value will do, if app and sandbox have the same."
      />
    )
  }
  return (
    <section aria-label="The app’s webhook" className="rounded-xl border border-line bg-card px-4 py-3 text-sm sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 break-all">
          <span className="text-soft">Sent to</span> <code>{url}</code>
        </p>
        <CopyButton text={url} done="Address copied">
          Copy
        </CopyButton>
      </div>
      <p className="text-soft">
        {verifiedAt ? (
          <>
            Verified by Paragon <Moment date={verifiedAt} />. Only what bears the project’s signature is taken in.
          </>
        ) : (
          'Not verified since the app was started. In Paragon’s dashboard it is set under Syncs, Configuration.'
        )}
      </p>
    </section>
  )
}

const tones: Record<KeptEvent['event'], string> = {
  sync_complete: 'bg-ok-soft text-ok',
  sync_errored: 'bg-bad-soft text-bad',
  record_created: 'bg-ok-soft text-ok',
  record_updated: 'bg-sunken text-ink',
  record_deleted: 'bg-warn-soft text-warn',
  record_errored: 'bg-bad-soft text-bad',
}

function EventItem({ event, directory }: { event: KeptEvent; directory: Directory }) {
  const detail = eventDetail(event)
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className={cn('rounded-full px-2 py-0.5 font-medium text-[13px]', tones[event.event])}>
            {event.event}
          </code>
          <span className="min-w-0 break-words">
            <span className="text-soft">{directory.integrationName(event.integration)} of</span>{' '}
            {directory.accountName(event.credentialId)}
          </span>
        </p>
        {detail && <p className="mt-1 break-words">{detail}</p>}
        <p className="mt-1 break-all text-[13px] text-soft">
          Credential <code>{event.credentialId ?? 'not named'}</code>, sync <code>{event.syncId}</code>
          {event.recordId && (
            <>
              , record <code>{event.recordId}</code>
            </>
          )}
        </p>
      </div>
      <span className="text-[13px] text-soft">
        <Moment date={event.receivedAt} />
      </span>
    </li>
  )
}
