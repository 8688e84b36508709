import { CircleAlert, CircleCheck, CirclePause, CircleSlash, LoaderCircle } from 'lucide-react'
import { cn } from '@/lib/cn'
import type { SyncStatus } from '@/lib/syncs/sync'
import { statusWords } from '@/lib/syncs/words'

const spinning = 'bg-sunken text-ink [&_svg]:motion-safe:animate-spin'
const looks = {
  INITIALIZING: { icon: LoaderCircle, style: spinning },
  ACTIVE: { icon: LoaderCircle, style: spinning },
  IDLE: { icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  RATE_LIMITED: { icon: CirclePause, style: 'bg-warn-soft text-warn' },
  DISABLED: { icon: CircleSlash, style: 'bg-sunken text-soft' },
  ERRORED: { icon: CircleAlert, style: 'bg-bad-soft text-bad' },
}

export function SyncBadge({ status }: { status: SyncStatus }) {
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
