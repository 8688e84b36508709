import { CircleAlert, CircleCheck, CirclePause, LoaderCircle } from 'lucide-react'
import type { Status } from '@/lib/executions/execution'
import { statusWords } from '@/lib/executions/words'
import { Badge, type BadgeLook } from '../ui/badge'

const looks: Record<Status, BadgeLook> = {
  EXECUTING: { icon: LoaderCircle, style: 'bg-sunken text-ink [&_svg]:motion-safe:animate-spin' },
  DELAYED: { icon: CirclePause, style: 'bg-warn-soft text-warn' },
  SUCCEEDED: { icon: CircleCheck, style: 'bg-ok-soft text-ok' },
  FAILED: { icon: CircleAlert, style: 'bg-bad-soft text-bad' },
}

export function ExecutionBadge({ status }: { status: Status }) {
  return <Badge look={looks[status]} words={statusWords[status]} />
}
