import type { Directory } from '@/lib/executions/directory'
import type { SentEvent } from '@/lib/workflows/use-event'
import { Notice } from '../ui/notice'
import { ExecutionBadge } from './execution-badge'

type SentEventViewProps = { sent: SentEvent; isMonitored: boolean; directory: Directory }

/** What an App Event set off, account by account. */
export function SentEventView({ sent, isMonitored, directory }: SentEventViewProps) {
  const { name, to, stage, problem, runs } = sent
  if (stage === 'sending') return <p className="text-soft text-sm">Sending {name}</p>
  if (stage === 'failed') return problem && <Notice tone="bad" {...problem} />
  return (
    <div className="space-y-3 text-sm">
      <p>
        <strong className="font-semibold text-ok">Received</strong> Paragon has taken {name}{' '}
        {to ? `for ${to.account.label} only` : 'for all accounts'}. {knownWords(sent, isMonitored)}
      </p>
      {problem && <Notice tone="warn" {...problem} />}
      {runs.length > 0 && (
        <ul aria-label="Accounts that ran it" className="divide-y divide-line rounded-lg border border-line">
          {runs.map((run) => (
            <li key={run.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <span className="min-w-0 flex-1 basis-56 break-words">
                <span className="font-medium">{directory.accountName(run)}</span>
                <span className="text-soft"> ran “{directory.workflowName(run)}”</span>
              </span>
              <ExecutionBadge status={run.status} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function knownWords({ stage, problem, runs }: SentEvent, isMonitored: boolean): string {
  if (!isMonitored) return 'Without a history, this app cannot tell who ran it.'
  if (problem) return ''
  if (runs.length > 0) return runs.length === 1 ? 'One account ran it.' : `It was run ${runs.length} times.`
  return stage === 'watching' ? 'Looking for who runs it.' : 'No account ran it.'
}
