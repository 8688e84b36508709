import { html, raw } from 'hono/html'

/** What a popup page tells its opener, and what it shows a person when there is none. */
export interface Popup {
  title: string
  text: string
  /** Posted to the opener; absent when it is not known whom to tell. */
  message?: { body: Record<string, unknown>; targetOrigin: string }
  /** Whether the window goes away by itself. */
  closes: boolean
}

/**
 * A page of the OAuth popup. Its script and style are files, so that the policy can refuse anything inline; the message
 * is data in the page. No COOP header: the page needs its opener.
 */
export function popupPage({ title, text, message, closes }: Popup, status = 200): Response {
  const data = JSON.stringify({ message, closes }).replaceAll('<', '\\u003c')
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/oauth/popup.css">
<script type="application/json" id="popup">${raw(data)}</script>
<script src="/oauth/popup.js" defer></script>
</head>
<body><main><h1>${title}</h1><p role="status">${text}</p></main></body>
</html>`
  return new Response(String(body), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  })
}

/** Runs in the popup. `postMessage` names the exact origin (RFC 9700, section 4.17); the SDK never closes the window itself. */
export const popupScript = `const { message, closes } = JSON.parse(document.getElementById('popup').textContent)
if (message && window.opener) window.opener.postMessage(message.body, message.targetOrigin)
if (closes) window.close()
`

export const popupStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; text-align: center }
main { padding: 2rem; max-width: 26rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: 0 }
`
