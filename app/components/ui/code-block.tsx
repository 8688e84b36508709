import { cn } from '@/lib/cn'

type CodeBlockProps = { label: string; text: string; className?: string }

/** Text as it is, which scrolls in place; the keyboard can reach it for that. */
export function CodeBlock({ label, text, className }: CodeBlockProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard (WCAG 2.2, 2.1.1).
      tabIndex={0}
      className={cn('overflow-auto rounded-md bg-sunken', className)}
    >
      <pre className="w-max min-w-full p-3 font-mono text-[13px] leading-relaxed">{text}</pre>
    </section>
  )
}
