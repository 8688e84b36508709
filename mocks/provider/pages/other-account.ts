import { html } from 'hono/html'
import type { Client } from '../../store/provider-clients.ts'
import type { Page } from './page.ts'

export interface OtherAccountInput {
  client: Client
  request: string
  email?: string | undefined
  name?: string | undefined
  /** What is wrong with what was entered, by field. */
  problems?: { email?: string; name?: string }
}

export function otherAccount({ client, request, email = '', name = '', problems = {} }: OtherAccountInput): Page {
  const status = Object.keys(problems).length > 0 ? 400 : 200
  return {
    title: 'Use another account',
    directory: client.directory,
    status,
    body: html`<h1>Use another account</h1>
<p class="quiet">to continue to <strong>${client.name}</strong></p>
<form method="post" action="/oauth/authorize/sign-in" novalidate>
<input type="hidden" name="request" value="${request}">
${field({ name: 'email', label: 'E-mail', type: 'email', value: email, problem: problems.email, autofocus: true })}
<p class="hint quiet" id="email-hint">There is no password. An address that is not known yet gets a new account.</p>
${field({ name: 'name', label: 'Name', type: 'text', value: name, problem: problems.name, autofocus: false })}
<p class="hint quiet" id="name-hint">For a new account only; may be left empty.</p>
<div class="actions">
<button class="button primary" name="next" value="1">Next</button>
<button class="button" name="back" value="1">Back</button>
</div>
</form>`,
  }
}

interface Field {
  name: string
  label: string
  type: string
  value: string
  problem: string | undefined
  autofocus: boolean
}

function field({ name, label, type, value, problem, autofocus }: Field) {
  const describedBy = problem === undefined ? `${name}-hint` : `${name}-problem ${name}-hint`
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" maxlength="254" autocomplete="off" aria-describedby="${describedBy}"${problem === undefined ? '' : html` aria-invalid="true"`}${autofocus ? html` autofocus` : ''}>
${problem === undefined ? '' : html`<p class="error hint" id="${name}-problem" role="alert">${problem}</p>`}`
}
