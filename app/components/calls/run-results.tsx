import type { Outcome } from '@/lib/calls/perform'
import type { Run } from '@/lib/calls/use-run'
import { cn } from '@/lib/cn'
import type { Account } from '@/lib/paragon/accounts'
import { OutcomePanel } from './outcome-panel'

type RunResultsProps = {
  run: Run | undefined
  /** As they are now. */
  accounts: Account[]
  /** The integration's. */
  name: string
}

/** What was answered, one panel an account: side by side when there are several. */
export function RunResults({ run, accounts, name }: RunResultsProps) {
  return (
    <>
      {/* A summary to hear; the answers themselves are to be read. */}
      <p role="status" className="sr-only">
        {run && summaryOf(run)}
      </p>
      {!run && <p className="text-soft text-sm">Nothing has been sent yet. The answer shows here.</p>}
      {run && (
        <div className={cn('grid items-start gap-4', run.accounts.length > 1 && 'md:grid-cols-2')}>
          {run.accounts.map((sender) => (
            <OutcomePanel
              key={sender.id}
              account={accounts.find(({ id }) => id === sender.id) ?? sender}
              name={name}
              call={run.call}
              outcome={run.outcomes.get(sender.id)}
            />
          ))}
        </div>
      )}
    </>
  )
}

function summaryOf({ accounts, outcomes }: Run): string {
  if (outcomes.size < accounts.length) return 'Sending'
  return accounts.map(({ id, label }) => `${label}: ${wordsOf(outcomes.get(id))}`).join('. ')
}

function wordsOf(outcome: Outcome | undefined): string {
  if (!outcome) return ''
  return outcome.kind === 'answered' ? 'succeeded' : outcome.problem.title
}
