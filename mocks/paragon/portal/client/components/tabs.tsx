import type { ComponentChildren } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'

export interface Tab {
  title: string
  content: ComponentChildren
}

/**
 * Tabs by the ARIA pattern: arrows, Home and End move, and the tab that is reached is shown at once. A panel that is not
 * shown stays in the page, hidden, so that what was typed in it is kept.
 */
export function Tabs(props: { label: string; tabs: readonly Tab[]; initial: number }) {
  const [current, setCurrent] = useState(props.initial)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const count = props.tabs.length
    const next = {
      ArrowRight: (current + 1) % count,
      ArrowLeft: (current + count - 1) % count,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setCurrent(next)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }

  return (
    <>
      <div class="tabs" role="tablist" aria-label={props.label} ref={list}>
        {props.tabs.map((tab, index) => (
          <button
            key={tab.title}
            type="button"
            class="tab"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-controls={`${id}-panel-${index}`}
            aria-selected={index === current}
            tabIndex={index === current ? 0 : -1}
            onClick={() => setCurrent(index)}
            onKeyDown={onKeyDown}
          >
            {tab.title}
          </button>
        ))}
      </div>
      {props.tabs.map((tab, index) => (
        <div
          key={tab.title}
          class="panel"
          role="tabpanel"
          id={`${id}-panel-${index}`}
          aria-labelledby={`${id}-tab-${index}`}
          hidden={index !== current}
        >
          {tab.content}
        </div>
      ))}
    </>
  )
}
