import { CircleAlert, Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import type { Problem } from '@/lib/paragon/problem'
import { Button } from './button'

const tones = {
  info: { icon: Info, style: 'bg-sunken text-ink' },
  warn: { icon: CircleAlert, style: 'bg-warn-soft text-warn' },
  bad: { icon: CircleAlert, style: 'bg-bad-soft text-bad' },
}

type NoticeProps = Problem & { tone: keyof typeof tones; children?: ReactNode; onDismiss?: () => void }

/** Something to read, with what to do about it. Put it inside a live region when it appears by itself. */
export function Notice({ tone, title, detail, children, onDismiss }: NoticeProps) {
  const { icon: Icon, style } = tones[tone]
  return (
    <div className={cn('flex items-start gap-3 rounded-lg px-4 py-3 text-sm', style)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="break-words font-semibold">{title}</p>
        <p className="break-words text-ink">{detail}</p>
        {children && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
      </div>
      {onDismiss && (
        <Button variant="quiet" size="icon" aria-label="Dismiss" onClick={onDismiss} className="-my-1 -mr-2">
          <X />
        </Button>
      )}
    </div>
  )
}
