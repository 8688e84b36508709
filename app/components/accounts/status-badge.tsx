import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { cn } from '@/lib/cn'
import type { AccountStatus } from '@/lib/paragon/accounts'

const looks = {
  connected: { words: 'Connected', icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  attention: { words: 'Needs attention', icon: CircleAlert, style: 'bg-bad-soft text-bad' },
  unfinished: { words: 'Setup unfinished', icon: CircleDashed, style: 'bg-warn-soft text-warn' },
}

export function StatusBadge({ status }: { status: AccountStatus }) {
  const { words, icon: Icon, style } = looks[status]
  return (
    <span
      className={cn('inline-flex items-center gap-1 rounded-full py-0.5 pr-2 pl-1.5 font-medium text-[13px]', style)}
    >
      <Icon aria-hidden className="size-3.5" />
      {words}
    </span>
  )
}
