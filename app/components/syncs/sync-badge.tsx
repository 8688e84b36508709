import { CircleAlert, CircleCheck, CirclePause, CircleSlash, LoaderCircle } from 'lucide-react'
import type { SyncStatus } from '@/lib/syncs/sync'
import { statusWords } from '@/lib/syncs/words'
import { Badge, type BadgeLook } from '../ui/badge'

const spinning = 'bg-sunken text-ink [&_svg]:motion-safe:animate-spin'
const looks: Record<SyncStatus, BadgeLook> = {
  INITIALIZING: { icon: LoaderCircle, style: spinning },
  ACTIVE: { icon: LoaderCircle, style: spinning },
  IDLE: { icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  RATE_LIMITED: { icon: CirclePause, style: 'bg-warn-soft text-warn' },
  DISABLED: { icon: CircleSlash, style: 'bg-sunken text-soft' },
  ERRORED: { icon: CircleAlert, style: 'bg-bad-soft text-bad' },
}

export function SyncBadge({ status }: { status: SyncStatus }) {
  return <Badge look={looks[status]} words={statusWords[status]} />
}
