import { html } from 'hono/html'
import type { Account } from '../../store/provider-accounts.ts'
import type { Client } from '../../store/provider-clients.ts'
import type { Page } from './page.ts'

export function accountChooser(input: { client: Client; accounts: Account[]; request: string }): Page {
  const { client, accounts, request } = input
  return {
    title: 'Choose an account',
    directory: client.directory,
    body: html`<h1>Choose an account</h1>
<p class="quiet">to continue to <strong>${client.name}</strong></p>
<form method="post" action="/oauth/authorize/account">
<input type="hidden" name="request" value="${request}">
<ul class="choices">
${accounts.map((account) => html`<li>${choice(account)}</li>`)}
<li><button class="choice" name="other" value="1"><span class="other" aria-hidden="true">+</span><span class="who">Use another account</span></button></li>
</ul>
<div class="actions"><button class="button" name="cancel" value="1">Cancel</button></div>
</form>`,
  }
}

/** Named by what it shows: "Maya Chen maya.chen@northwind.example work". */
function choice(account: Account) {
  return html`<button class="choice" name="account" value="${account.id}">${avatar(account, 40)}<span class="who"><span>${account.name}</span> <span class="email">${account.email}</span></span> <span class="kind">${account.kind}</span></button>`
}

/** The name stands beside it, so the picture needs none. */
export function avatar(account: Account, size: number) {
  return html`<img class="avatar" src="/avatars/${account.id}.svg" alt="" width="${size}" height="${size}">`
}
