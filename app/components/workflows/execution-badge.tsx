import { CircleAlert, CircleCheck, CirclePause, LoaderCircle } from 'lucide-react'
import { cn } from '@/lib/cn'
import type { Status } from '@/lib/executions/execution'
import { statusWords } from '@/lib/executions/words'

const looks = {
  EXECUTING: { icon: LoaderCircle, style: 'bg-sunken text-ink [&_svg]:motion-safe:animate-spin' },
  DELAYED: { icon: CirclePause, style: 'bg-warn-soft text-warn' },
  SUCCEEDED: { icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  FAILED: { icon: CircleAlert, style: 'bg-bad-soft text-bad' },
}

export function ExecutionBadge({ status }: { status: Status }) {
  const { icon: Icon, style } = looks[status]
  return (
    <span
      className={cn(
        'inline-flex shrink-0 items-center gap-1 rounded-full py-0.5 pr-2 pl-1.5 font-medium text-[13px]',
        style,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {statusWords[status]}
    </span>
  )
}
