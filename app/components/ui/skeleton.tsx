import { cn } from '@/lib/cn'

/** A grey stand-in for something still loading. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={cn('motion-safe:animate-pulse rounded-md bg-sunken', className)} />
}
