import { Avatar as Radix } from 'radix-ui'
import { cn } from '@/lib/cn'

type AvatarProps = { name: string; picture: string | undefined; className?: string }

/** A picture with initials until it has loaded, and for good when it cannot. Decorative: the name stands beside it. */
export function Avatar({ name, picture, className }: AvatarProps) {
  return (
    <Radix.Root
      aria-hidden
      className={cn(
        'flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-full bg-sunken select-none',
        className,
      )}
    >
      <Radix.Image src={picture} alt="" referrerPolicy="no-referrer" className="size-full object-cover" />
      <Radix.Fallback className="font-semibold text-[0.8em] text-soft">{initials(name)}</Radix.Fallback>
    </Radix.Root>
  )
}

function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
