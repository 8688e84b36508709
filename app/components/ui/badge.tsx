import type { LucideIcon } from 'lucide-react'
import { cn } from '@/lib/cn'

export type BadgeLook = { icon: LucideIcon; style: string }

/** A state in words, with a sign and a colour. */
export function Badge({ look: { icon: Icon, style }, words }: { look: BadgeLook; words: string }) {
  return (
    <span
      className={cn(
        'inline-flex shrink-0 items-center gap-1 rounded-full py-0.5 pr-2 pl-1.5 font-medium text-[13px]',
        style,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {words}
    </span>
  )
}
