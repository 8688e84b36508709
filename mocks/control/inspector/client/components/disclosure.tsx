import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

/** A line of a list that opens to show more, which is read only then. */
export function Disclosure(props: { line: ComponentChildren; label: string; children: () => ComponentChildren }) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <li class="card flush">
      <button
        type="button"
        class="line"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {props.line}
      </button>
      {isOpen && (
        <section id={id} class="detail" aria-label={props.label}>
          {props.children()}
        </section>
      )}
    </li>
  )
}
