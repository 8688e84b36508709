import { randomUUID } from 'node:crypto'
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import type { Stack } from './stack.ts'

/** An account as `GET /sdk/me` tells of it. */
export interface Credential {
  id: string
  status: string
  integrationId: string
  externalId?: string
  providerId: string
  providerData: { email: string; name: string }
  configurations: {
    id: string
    sharedSettings: Record<string, unknown>
    workflowSettings: Record<string, { enabled: boolean; settings: Record<string, unknown> }>
  }[]
}

export interface IntegrationState {
  enabled: boolean
  credentialId?: string
  allCredentials: Credential[]
}

/** A fresh e-mail address: tests of one worker share a sandbox, and each brings its own people. */
export const newAddress = (name: string) => `${name}.${randomUUID().slice(0, 8)}@mail.example`

/** The reference app as a person uses it, and what the server says of the same person. */
export class Harbor {
  readonly page: Page
  readonly drive: Locator
  readonly portal: FrameLocator
  readonly #stack: Stack

  constructor(page: Page, stack: Stack) {
    this.page = page
    this.#stack = stack
    this.drive = page.getByRole('region', { name: 'Google Drive' })
    this.portal = page.frameLocator('#paragon-connect-frame')
  }

  /** Signs in as somebody who has never been here, through the provider's own pages. */
  async signInAsNewcomer(name = 'Robin Newcomer'): Promise<void> {
    await this.page.goto('/')
    await this.page.getByRole('button', { name: 'Sign in with another identity' }).click()
    await enterAccount(this.page, newAddress('robin'), name)
    await expect(this.drive).toBeVisible()
  }

  account(email: string): Locator {
    return this.drive.getByRole('listitem').filter({ hasText: email })
  }

  /** Presses a button that opens the popup, and answers the popup. */
  async popupOf(button: Locator): Promise<Page> {
    const popup = this.page.waitForEvent('popup')
    await button.click()
    return popup
  }

  /** Connects a Google account, which is made when there is none of that address, and waits until it is listed. */
  async connect(email: string): Promise<void> {
    const popup = await this.popupOf(this.drive.getByRole('button', { name: /^Connect( another account)?$/ }))
    await allowAs(popup, email)
    await expect(this.account(email)).toBeVisible()
  }

  /** Opens the portal for an account. */
  async manage(email: string): Promise<void> {
    await this.page.getByRole('button', { name: `Manage ${email}` }).click()
    await expect(this.portal.getByRole('dialog', { name: 'Google Drive' })).toBeVisible()
  }

  /** A Paragon User Token, got as the app's own pages get it. */
  token(): Promise<string> {
    return this.page.evaluate(async () => {
      const answer = await fetch('/api/paragon/token', { method: 'POST' })
      return ((await answer.json()) as { token: string }).token
    })
  }

  async rest(method: string, path: string, headers: Record<string, string> = {}, body?: object): Promise<Response> {
    return fetch(`${this.#stack.paragonUrl}/projects/${this.#stack.projectId}${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.token()}`, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
  }

  /** The server's word on the user's Google Drive accounts. */
  async driveState(): Promise<IntegrationState> {
    const me = (await (await this.rest('GET', '/sdk/me')).json()) as { integrations: { googledrive: IntegrationState } }
    return me.integrations.googledrive
  }

  async credential(email: string): Promise<Credential> {
    const { allCredentials } = await this.driveState()
    const credential = allCredentials.find(({ providerData }) => providerData.email === email)
    if (!credential) throw new Error(`${email} is not connected`)
    return credential
  }

  /** An access token of a Google Drive account, as file pickers get it. */
  async accessToken(email: string): Promise<string> {
    const path = '/sdk/credentials?integration=googledrive&includeAccountAuth=true'
    const answer = await this.rest('GET', path, { 'x-paragon-credential': (await this.credential(email)).id })
    return ((await answer.json()) as { accountAuth: { OAUTH_ACCESS_TOKEN: string } }).accountAuth.OAUTH_ACCESS_TOKEN
  }

  /** What can happen to an account, by the control API. */
  async mishap(credentialId: string, mishap: 'expire' | 'invalidate' | 'revoke'): Promise<void> {
    const { paragonUrl, projectId, adminToken } = this.#stack
    const answer = await fetch(`${paragonUrl}/_sandbox/projects/${projectId}/credentials/${credentialId}/${mishap}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}` },
    })
    expect(answer.status).toBe(204)
  }
}

/** Chooses an account in the popup, or enters it when it is not listed, allows what is asked, and waits for the window to go. */
export async function allowAs(popup: Page, email: string): Promise<void> {
  await chooseAccount(popup, email)
  const closed = popup.waitForEvent('close')
  await popup.getByRole('button', { name: 'Allow', exact: true }).click()
  await closed
}

export async function chooseAccount(popup: Page, email: string): Promise<void> {
  await expect(popup.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
  const listed = popup.getByRole('button', { name: email })
  if (await listed.isVisible()) await listed.click()
  else await enterAccount(popup, email)
}

async function enterAccount(page: Page, email: string, name = email.split('@')[0] ?? email): Promise<void> {
  await page.getByRole('button', { name: 'Use another account' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Next' }).click()
}
