import { html } from 'hono/html'
import type { Account } from '../../store/provider-accounts.ts'
import type { Client } from '../../store/provider-clients.ts'
import { describeScopes } from '../oauth/scopes.ts'
import { avatar } from './account-chooser.ts'
import type { Page } from './page.ts'

export function consent(input: { client: Client; account: Account; scopes: string[]; request: string }): Page {
  const { client, account, scopes, request } = input
  return {
    title: `Allow ${client.name}?`,
    directory: client.directory,
    body: html`<h1>${client.name} wants access to your account</h1>
<div class="account">${avatar(account, 40)}<p class="who"><span>${account.name}</span><span class="email">${account.email}</span></p></div>
<form method="post" action="/oauth/authorize/consent">
<input type="hidden" name="request" value="${request}">
<h2 id="scopes">This will allow ${client.name} to:</h2>
<ul class="scopes" aria-labelledby="scopes">
${describeScopes(scopes).map((meaning) => html`<li>${tick}<span>${meaning}</span></li>`)}
</ul>
<div class="actions">
<button class="button primary" name="allow" value="1">Allow</button>
<button class="button" name="cancel" value="1">Cancel</button>
</div>
<button class="link" name="switch" value="1">Choose a different account</button>
</form>`,
  }
}

const tick = html`<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M3.5 9.5l3.5 3.5 7.5-8"/></svg>`
