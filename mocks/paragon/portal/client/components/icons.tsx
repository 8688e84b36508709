import type { ComponentChildren } from 'preact'

function Glyph(props: { children: ComponentChildren }) {
  return (
    <svg class="glyph" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      {props.children}
    </svg>
  )
}

export function CloseGlyph() {
  return (
    <Glyph>
      <path d="M5 5l10 10M15 5L5 15" />
    </Glyph>
  )
}

export function WarningGlyph() {
  return (
    <Glyph>
      <path d="M10 3.2 17.6 16.4H2.4zM10 8v4M10 14.2v.1" />
    </Glyph>
  )
}

export function InfoGlyph() {
  return (
    <Glyph>
      <path d="M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v4.8M10 6.3v.1" />
    </Glyph>
  )
}
