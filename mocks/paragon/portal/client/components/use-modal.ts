import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/**
 * Keeps the keyboard inside a dialog: Tab goes round, Esc calls `onEscape`, and what had the focus before gets it back. A
 * native modal dialog would not do here: from its last control, Tab leaves the frame for the page around it.
 */
export function useModal(dialog: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const onEscapeNow = useRef(onEscape)
  onEscapeNow.current = onEscape
  // Asked while rendering: once the dialog is in the page, what is behind it is inert and has lost the focus.
  const before = useRef(document.activeElement)

  // With the rendering, so that whoever sees the dialog can already use the keyboard in it.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return
    const start = element.querySelector<HTMLElement>('[data-initial-focus]') ?? element
    start.focus()
    // A frame in a process of its own learns a little later that it is on the page; until then nothing can be focused.
    if (document.activeElement !== start) requestAnimationFrame(() => start.focus())

    function onKeyDown(event: KeyboardEvent) {
      // Behind another dialog, which answers for itself.
      if (element?.inert) return
      if (event.key === 'Escape') {
        event.preventDefault()
        onEscapeNow.current()
      } else if (event.key === 'Tab') {
        const stops = [...(element?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter(
          (stop) => stop.tabIndex >= 0 && stop.checkVisibility(),
        )
        const [first, last] = [stops[0], stops.at(-1)]
        const active = document.activeElement
        const isOutside = !element?.contains(active)
        const leaves = isOutside || (event.shiftKey ? active === first || active === element : active === last)
        if (!leaves) return
        event.preventDefault()
        ;(event.shiftKey ? last : first)?.focus()
      }
    }
    // On the document: a click beside the dialog leaves nothing focused, and Esc must work even then.
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      if (before.current instanceof HTMLElement) before.current.focus()
    }
  }, [dialog])
}
