import { CircleCheck } from 'lucide-react'
import type { RunOutcome } from '@/lib/workflows/run-workflow'
import { Button } from '../ui/button'
import { JsonView } from '../ui/json-view'
import { Notice } from '../ui/notice'

type RunOutcomeViewProps = {
  outcome: RunOutcome
  /** Whether the workflow answers with a file. */
  isFile: boolean
  /** Of the account that it ran as. */
  label: string
  onShowRuns: () => void
}

/** What became of a run, in words, and its JSON. */
export function RunOutcomeView({ outcome, isFile, label, onShowRuns }: RunOutcomeViewProps) {
  return (
    <div className="space-y-3">
      {outcome.kind === 'answered' ? (
        <p className="flex items-start gap-2 text-sm">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
          <span>
            <strong className="font-semibold text-ok">Answered</strong> {answeredWords(outcome.data, isFile)}
          </span>
        </p>
      ) : (
        <Notice tone={outcome.kind === 'unfinished' ? 'warn' : 'bad'} {...outcome.problem} />
      )}
      {'data' in outcome && outcome.data !== undefined && (
        <JsonView data={outcome.data} label={`Answer for ${label}`} />
      )}
      {outcome.kind !== 'unreachable' && (
        <Button size="small" onClick={onShowRuns}>
          Show its runs
        </Button>
      )}
    </div>
  )
}

function answeredWords(data: unknown, isFile: boolean): string {
  if (data !== undefined) return 'with this.'
  return isFile ? 'with a file. Paragon’s SDK hands on JSON only; the run’s steps show it.' : 'without content.'
}
