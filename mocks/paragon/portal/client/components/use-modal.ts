import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

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

  useEffect(() => {
    const element = dialog.current
    if (element === null) return
    ;(element.querySelector<HTMLElement>('[data-initial-focus]') ?? element).focus()

    function onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape') {
        event.preventDefault()
        onEscapeNow.current()
      } else if (event.key === 'Tab') {
        const stops = [...(element?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter(
          (stop) => stop.tabIndex >= 0 && stop.checkVisibility(),
        )
        const [first, last] = [stops[0], stops.at(-1)]
        const active = document.activeElement
        const leaves = event.shiftKey ? active === first || active === element : active === last
        if (!leaves) return
        event.preventDefault()
        ;(event.shiftKey ? last : first)?.focus()
      }
    }
    element.addEventListener('keydown', onKeyDown)
    return () => {
      element.removeEventListener('keydown', onKeyDown)
      if (before.current instanceof HTMLElement) before.current.focus()
    }
  }, [dialog])
}
