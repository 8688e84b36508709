'use client'

import { Copy } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { toast } from 'sonner'
import { Button } from './button'

type CopyButtonProps = Omit<ComponentProps<typeof Button>, 'onClick'> & {
  text: string
  /** What to say when it is done: "Account id copied". */
  done: string
  children: ReactNode
}

/** Puts a text on the clipboard. */
export function CopyButton({ text, done, children, ...button }: CopyButtonProps) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      toast.success(done)
    } catch {
      toast.error('The browser did not allow copying')
    }
  }

  return (
    <Button variant="quiet" size="small" {...button} onClick={() => void copy()}>
      <Copy className="size-3.5" />
      {children}
    </Button>
  )
}
