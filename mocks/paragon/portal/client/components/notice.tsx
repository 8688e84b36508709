import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { InfoGlyph, WarningGlyph } from './icons.tsx'

/** A message that must not be missed. An error is read out and brought into view at once. */
export function Notice(props: { kind: 'error' | 'warning' | 'info'; title?: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null)
  const isError = props.kind === 'error'
  useEffect(() => {
    if (isError) box.current?.scrollIntoView({ block: 'nearest' })
  }, [isError])
  return (
    <div class={`notice ${props.kind}`} role={isError ? 'alert' : undefined} ref={box}>
      {props.kind === 'info' ? <InfoGlyph /> : <WarningGlyph />}
      <div class="notice-text">
        {props.title && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  )
}
