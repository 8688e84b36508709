import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import type { AccountStatus } from '@/lib/paragon/accounts'
import { Badge } from '../ui/badge'

const looks = {
  connected: { words: 'Connected', icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  attention: { words: 'Needs attention', icon: CircleAlert, style: 'bg-bad-soft text-bad' },
  unfinished: { words: 'Setup unfinished', icon: CircleDashed, style: 'bg-warn-soft text-warn' },
}

export function StatusBadge({ status }: { status: AccountStatus }) {
  const { words, ...look } = looks[status]
  return <Badge look={look} words={words} />
}
