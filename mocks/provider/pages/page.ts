import type { Context as HonoContext } from 'hono'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { styles, stylesHash } from './styles.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/**
 * No `form-action`: Chromium applies it to the redirect that follows a form too, and that leads to the client. No
 * Cross-Origin-Opener-Policy: it would cut a popup from the page that opened it.
 */
const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src '${stylesHash}'`,
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** Whose accounts a page is about, in words. */
function directoryName(directory: string): string {
  return DIRECTORIES[directory]?.name ?? directory
}

const DIRECTORIES: Record<string, { name: string; notice: string }> = {
  atlassian: { name: 'Atlassian', notice: 'Sandbox account - no real Atlassian involved' },
  box: { name: 'Box', notice: 'Sandbox account - no real Box involved' },
  google: { name: 'Google', notice: 'Sandbox account - no real Google involved' },
  hubspot: { name: 'HubSpot', notice: 'Sandbox account - no real HubSpot involved' },
  microsoft: { name: 'Microsoft', notice: 'Sandbox account - no real Microsoft involved' },
  salesforce: { name: 'Salesforce', notice: 'Sandbox account - no real Salesforce involved' },
  slack: { name: 'Slack', notice: 'Sandbox account - no real Slack involved' },
  tasklab: { name: 'TaskLab', notice: 'Sandbox account - TaskLab exists nowhere else' },
  sso: { name: 'Northwind sign-in', notice: 'Sandbox account - no real company sign-in involved' },
}

export interface Page {
  title: string
  /** Names the mark and the notice; none on a page that is about no account. */
  directory?: string
  body: Html
  status?: 200 | 400 | 403 | 404 | 413 | 500
}

export function sendPage(c: HonoContext, { title, directory, body, status = 200 }: Page): Response | Promise<Response> {
  const known = directory === undefined ? undefined : DIRECTORIES[directory]
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - Sandbox</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${raw(styles)}</style>
</head>
<body>
<header>${known?.notice ?? 'Sandbox - no real provider involved'}</header>
<main>
<div class="card">
<p class="mark">${mark} Sandbox ${directory === undefined ? 'provider' : directoryName(directory)}</p>
${body}
</div>
</main>
</body>
</html>`
  return c.html(page, status, HEADERS)
}

const CUBE = '<path d="M11 2l8 4.5v9L11 20l-8-4.5v-9z"/><path d="M3 6.5l8 4.5 8-4.5M11 11v9"/>'
const LINES = 'viewBox="0 0 22 22" fill="none" stroke-width="2" stroke-linejoin="round"'

/** A neutral mark: the sandbox shows nobody's logo. */
const mark = raw(`<svg width="22" height="22" stroke="currentColor" aria-hidden="true" ${LINES}>${CUBE}</svg>`)

export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" stroke="#5b7fe8" ${LINES}>${CUBE}</svg>`
