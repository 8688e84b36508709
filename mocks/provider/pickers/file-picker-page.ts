import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { styles as pageStyles } from '../pages/styles.ts'
import type { PickerOptions } from './picker-options.ts'

export interface PickerRow {
  id: string
  name: string
  isFolder: boolean
  isSelectable: boolean
  /** What the app is given of it. */
  item: object
}

const styles = `${pageStyles}
.rows li { display: flex; gap: 12px; align-items: center; padding: 6px 0; border-bottom: 1px solid var(--line); }
.rows label { flex: 1; display: flex; gap: 12px; align-items: center; min-width: 0; margin: 0; font-weight: 400; overflow-wrap: anywhere; }
.rows input { flex: none; width: 18px; height: 18px; min-height: 0; margin: 0; accent-color: var(--accent); }
.button:disabled { opacity: 0.55; cursor: default; }
`
const stylesHash = `sha256-${createHash('sha256').update(styles).digest('base64')}`

/** What a folder, or the list of libraries, has in it, to be picked from. The token goes along from page to page. */
export function filePickerPage(input: {
  title: string
  token: string
  options: PickerOptions
  rows: readonly PickerRow[]
  /** Where "Back" leads: a folder's id, or '' for the first page; undefined on the first page. */
  above: string | undefined
}): Response {
  const { title, token, options, rows, above } = input
  const data = JSON.stringify(options.messaging).replaceAll('<', '\\u003c')
  const type = options.selection?.mode === 'multiple' ? 'checkbox' : 'radio'
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Sandbox</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${raw(styles)}</style>
<script type="application/json" id="picker">${raw(data)}</script>
<script src="/pickers/file-picker.js" defer></script>
</head>
<body>
<header>Sandbox files - no real Microsoft involved</header>
<main><div class="card">
<h1>${title}</h1>
<form method="post">
<input type="hidden" name="access_token" value="${token}">
${above === undefined ? '' : html`<button class="link" name="folder" value="${above}">Back</button>`}
<ul class="rows">
${rows.map(
  (
    row,
  ) => html`<li><label><input type="${type}" name="item" value="${row.id}" data-item="${JSON.stringify(row.item)}"${raw(row.isSelectable ? '' : ' disabled')}> ${row.name}</label>
${row.isFolder ? html`<button class="link" name="folder" value="${row.id}" aria-label="Open ${row.name}">Open</button>` : ''}</li>`,
)}
</ul>
${rows.length === 0 ? html`<p class="quiet">There is nothing here.</p>` : ''}
<p id="status" role="status">Waiting for the app…</p>
<div class="actions">
<button type="button" class="button primary" id="select" disabled>Select</button>
<button type="button" class="button" id="cancel" disabled>Cancel</button>
</div>
</form>
</div></main>
</body>
</html>`
  return new Response(String(body), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      // No Cross-Origin-Opener-Policy: the page speaks to its opener.
      'content-security-policy': [
        "default-src 'none'",
        `style-src '${stylesHash}'`,
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
  })
}
