import { Skeleton } from '../ui/skeleton'

export function SyncsSkeleton() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-12" />
      <Skeleton className="h-32" />
      <Skeleton className="h-32" />
    </div>
  )
}
