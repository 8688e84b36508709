import { html } from 'hono/html'
import type { Page } from './page.ts'

/** Says what went wrong and what to do; for whoever may not be sent back to the client. */
export function errorPage(status: 400 | 403 | 404 | 413 | 500, title: string, reason: string): Page {
  return {
    title,
    status,
    body: html`<h1>${title}</h1><p class="quiet" role="alert">${reason}</p>`,
  }
}
