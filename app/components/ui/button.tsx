import { Slot } from 'radix-ui'
import type { ComponentProps, MouseEvent } from 'react'
import { cn } from '@/lib/cn'

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line-strong/60 bg-card text-ink hover:border-line-strong hover:bg-sunken',
  quiet: 'text-soft hover:bg-sunken hover:text-ink',
  danger: 'bg-bad text-card hover:opacity-90',
  'quiet-danger': 'text-bad hover:bg-bad-soft',
}

const sizes = { regular: 'h-9 px-3.5', small: 'h-8 px-2.5 text-[13px]', icon: 'size-8' }

type Look = {
  variant?: keyof typeof variants | undefined
  size?: keyof typeof sizes | undefined
  className?: string | undefined
}

/** The classes of a button, for what has to be another element. */
export function buttonStyle({ variant = 'secondary', size = 'regular', className }: Look): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium text-sm whitespace-nowrap',
    'motion-safe:transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
    variants[variant],
    sizes[size],
    className,
  )
}

type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  Look & {
    /** Style the only child, a link for example, as a button. */
    asChild?: boolean
    /** Does nothing for now. Unlike `disabled` it keeps the focus, so nobody loses their place on the page. */
    unavailable?: boolean
  }

export function Button({ variant, size, asChild, unavailable, className, onClick, ...props }: ButtonProps) {
  const Component = asChild ? Slot.Root : 'button'
  return (
    <Component
      {...(!asChild && { type: 'button' })}
      aria-disabled={unavailable || undefined}
      className={buttonStyle({ variant, size, className })}
      onClick={unavailable ? preventDefault : onClick}
      {...props}
    />
  )
}

function preventDefault(event: MouseEvent) {
  event.preventDefault()
}
