import type { ComponentChildren } from 'preact'
import { InfoGlyph, WarningGlyph } from './icons.tsx'

/** A message that must not be missed. An error is read out at once, the others when the reader gets there. */
export function Notice(props: { kind: 'error' | 'warning' | 'info'; title?: string; children: ComponentChildren }) {
  return (
    <div class={`notice ${props.kind}`} role={props.kind === 'error' ? 'alert' : undefined}>
      {props.kind === 'info' ? <InfoGlyph /> : <WarningGlyph />}
      <div class="notice-text">
        {props.title && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  )
}
