'use client'

import { Waypoints, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTraces } from '@/lib/under-the-hood/use-traces'
import { Button } from '../ui/button'
import { TracePath } from './trace-path'

/** Shows which way each call of the person takes: from this app to Paragon, and on to the third party, as which account. */
export function UnderTheHood() {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <>
      <Button
        ref={opener}
        variant="quiet"
        size="small"
        aria-expanded={isOpen}
        title="Under the hood"
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <Waypoints aria-hidden />
        <span className="sr-only">Under the hood</span>
      </Button>
      {/* Outside the header: it is a part of the page by itself. */}
      {isOpen && createPortal(<Drawer onClose={close} />, document.body)}
    </>
  )
}

/** Beside the page and not over it: what is done on the page is what is to be seen here. */
function Drawer({ onClose }: { onClose: () => void }) {
  const { traces, isLive } = useTraces(true)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <aside
      aria-labelledby="under-the-hood"
      className="fixed inset-x-0 bottom-0 z-40 flex max-h-[60dvh] flex-col border-line border-t bg-card shadow-2xl sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[26rem] sm:border-t-0 sm:border-l"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="flex items-center gap-3 border-line border-b py-2 pr-2 pl-4">
        <h2 id="under-the-hood" ref={heading} tabIndex={-1} className="font-semibold outline-none">
          Under the hood
        </h2>
        <p role="status" className="text-[13px] text-soft">
          {isLive ? 'Live' : 'Connecting…'}
        </p>
        <Button variant="quiet" size="icon" aria-label="Close" className="ml-auto" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <section
        aria-label="Your calls, newest first"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto p-3 -outline-offset-2"
      >
        {traces.length === 0 ? (
          <p className="px-1 py-6 text-center text-soft">
            {isLive ? 'Nothing was asked yet. Do something on the page.' : 'Asking the sandbox for its journal…'}
          </p>
        ) : (
          <ol className="grid gap-3">
            {traces.map((trace) => (
              <li key={trace.id}>
                <TracePath trace={trace} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </aside>
  )
}
