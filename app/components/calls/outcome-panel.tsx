import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { useId } from 'react'
import { type Call, pathOf } from '@/lib/calls/call'
import type { Outcome } from '@/lib/calls/perform'
import { cn } from '@/lib/cn'
import type { Account } from '@/lib/paragon/accounts'
import { UnavailableNotice } from '../accounts/unavailable-notice'
import { Avatar } from '../ui/avatar'
import { JsonView } from '../ui/json-view'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'

type OutcomePanelProps = {
  account: Account
  /** The integration's. */
  name: string
  call: Call
  /** undefined while the answer is on its way. */
  outcome: Outcome | undefined
}

/** What became of a call as one account. */
export function OutcomePanel({ account, name, call, outcome }: OutcomePanelProps) {
  const headingId = useId()
  return (
    <section
      aria-labelledby={headingId}
      aria-busy={!outcome}
      className="min-w-0 overflow-hidden rounded-xl border border-line bg-card"
    >
      <header className="flex items-center gap-3 border-line border-b px-4 py-3">
        <Avatar name={account.name} picture={account.picture} className="size-8 text-sm" />
        <div className="min-w-0 flex-1">
          <h2 id={headingId} className="truncate font-semibold text-sm">
            Sent as {account.label}
          </h2>
          <p className="truncate font-mono text-[13px] text-soft">
            {call.method} {pathOf(call)}
          </p>
        </div>
        <div className="shrink-0 text-right text-[13px]">
          <OutcomeBadge outcome={outcome} />
          {outcome && <p className="mt-0.5 text-soft">{milliseconds.format(outcome.milliseconds)}</p>}
        </div>
      </header>
      <div className="space-y-3 p-4">
        <OutcomeBody outcome={outcome} account={account} name={name} />
      </div>
    </section>
  )
}

const milliseconds = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'millisecond',
  maximumFractionDigits: 0,
})

function OutcomeBody({ outcome, account, name }: Omit<OutcomePanelProps, 'call'>) {
  if (!outcome) {
    return (
      <div className="space-y-2">
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-4 w-1/2" />
      </div>
    )
  }
  return (
    <>
      {outcome.kind === 'answered' && outcome.identity && (
        <p className="text-sm text-soft">
          {name} says it answered <strong className="break-words font-medium text-ink">{outcome.identity}</strong>
        </p>
      )}
      {outcome.kind !== 'answered' && <Notice tone="bad" {...outcome.problem} />}
      {/* Paragon may find out about a lost access by this very call. */}
      {outcome.kind !== 'answered' && account.status !== 'connected' && (
        <UnavailableNotice account={account} name={name} />
      )}
      {outcome.kind !== 'unreachable' && <Answer data={outcome.data} label={`Answer for ${account.label}`} />}
    </>
  )
}

function Answer({ data, label }: { data: unknown; label: string }) {
  if (data === undefined) return <p className="text-soft text-sm">The answer has no content.</p>
  return <JsonView data={data} label={label} />
}

const looks = {
  waiting: { words: 'Sending', icon: CircleDashed, style: 'bg-sunken text-soft' },
  answered: { words: 'Succeeded', icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  refused: { words: 'Refused', icon: CircleAlert, style: 'bg-bad-soft text-bad' },
  unreachable: { words: 'No answer', icon: CircleAlert, style: 'bg-bad-soft text-bad' },
}

function OutcomeBadge({ outcome }: { outcome: Outcome | undefined }) {
  const { words, icon: Icon, style } = looks[outcome?.kind ?? 'waiting']
  return (
    <span className={cn('inline-flex items-center gap-1 rounded-full py-0.5 pr-2 pl-1.5 font-medium', style)}>
      <Icon aria-hidden className="size-3.5" />
      {words}
    </span>
  )
}
