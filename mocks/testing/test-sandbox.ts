import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'
import type { CredentialView } from '../paragon/credentials/view.ts'
import type { userView } from '../paragon/users/operations.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts'
import { createChecked } from './answer-check.ts'
import { Popup } from './popup.ts'
import { ADMIN_TOKEN, API_KEY, PROJECT_ID, testSandboxOptions, urls } from './test-sandbox-options.ts'
import { chosenTransport, reach } from './transport.ts'

export { ADMIN_TOKEN, API_KEY }
export const HOST_ORIGIN = 'http://localhost:3000'

export const maya = { work: 'maya.chen@northwind.example', home: 'maya.chen.home@mail.example' }
export const jonas = { work: 'jonas.weber@northwind.example' }

type Me = ReturnType<typeof userView>
export type IntegrationState = Extract<Me['integrations'][string], { enabled: boolean; credentialId: string }>

/** The JSON of a view: dates have become strings. */
export type Wire<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Wire<T[K]> } : T
export type WireCredential = Wire<CredentialView>

export interface TestSandbox extends Sandbox {
  projectId: string
  control(method: string, path: string, body?: unknown): Promise<Response>
  /** A connected user of the sandbox's project, acting through the API; `permissions` is the token's claim. */
  user(sub: string, options?: { permissions?: unknown }): Promise<TestUser>
  popup(): Popup
  /** A call below `/projects/:id/task-history/workflow-executions`, by default with the project's API key. */
  history(path?: string, options?: { method?: string; token?: string }): Promise<Response>
  /** Sets the project's clock forward, in milliseconds; what falls due on the way is done then. */
  advance(milliseconds: number): Promise<void>
  /** Closes the sandbox and opens it again over the same database. */
  restart(): Promise<TestSandbox>
  /** Another sandbox over the same database, as in another process; to be closed first. */
  second(options?: TestSandboxOptions): Promise<TestSandbox>
  dispose(): Promise<void>
}

export interface TestUser {
  token: string
  /** A call to `/projects/:id` + path, as the SDK would make it. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>
  me(): Promise<Wire<Me>>
  /** The state of one integration that is connected. */
  integration(type?: string): Promise<Wire<IntegrationState>>
  integrationId(type?: string): Promise<string>
  /** Starts an OAuth run as `startOAuthFlow` does, up to the provider's first page. */
  openPopup(options?: PopupOptions): Promise<Popup>
  /** A whole OAuth run: the account is chosen, Allow is pressed. Answers the message to the opener. */
  connect(account: string, options?: PopupOptions): Promise<Record<string, unknown>>
  /** An account without the browser. */
  addAccount(account: string, options?: { integration?: string; externalId?: string }): Promise<WireCredential>
}

export interface CallOptions {
  body?: unknown
  headers?: Record<string, string>
  /** For `/v2/projects/:id`. */
  version?: 'v2'
}

export interface PopupOptions {
  type?: string
  installOptions?: Record<string, unknown>
  oauthMetaKeyId?: string
  /** The app's own page that the provider answers to. */
  redirectUrl?: string
}

export type TestSandboxOptions = Pick<
  SandboxOptions,
  'deliver' | 'webhooks' | 'thirdPartyTimeout' | 'egress' | 'journal' | 'sleep'
>

/** A sandbox over a database of its own. Without `deliver` no webhook is sent. */
export async function createTestSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paragon-sandbox-'))
  cpSync(inject('templateDatabase'), folder, { recursive: true })
  return openTestSandbox(folder, options)
}

async function openTestSandbox(folder: string, options: TestSandboxOptions): Promise<TestSandbox> {
  const projectId = PROJECT_ID
  const composed = await createSandbox({
    deliver: async (request) => {
      throw new Error(`This test has no receiver for ${request.url}`)
    },
    ...testSandboxOptions(folder),
    ...options,
  })

  const reached = await reach(composed, urls, chosenTransport())
  const checked = createChecked({ origins: urls, isSpoilt: () => !composed.context.faults.isEmpty })
  // What third parties are asked by the hosts that they have in life goes past the transport.
  const callOut = composed.context.fetch
  composed.context.fetch = (request, facts) =>
    checked((seen) => callOut(seen, facts), { isNoted: facts === undefined })(request)
  const sandbox: Sandbox = {
    ...composed,
    ...reached,
    paragon: checked(reached.paragon, { isNoted: true }),
    provider: checked(reached.provider, { isNoted: true }),
    async close() {
      composed.release()
      await reached.close()
      await composed.close()
    },
  }

  const control: TestSandbox['control'] = async (method, controlPath, body) =>
    sandbox.paragon(
      new Request(`${urls.paragon}/_sandbox${controlPath}`, {
        method,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
  const popup = () => new Popup({ [urls.paragon]: sandbox.paragon, [urls.provider]: sandbox.provider })

  return {
    ...sandbox,
    projectId,
    control,
    popup,
    async user(sub, options) {
      const answer = await control('POST', `/projects/${projectId}/tokens`, { sub, ...options })
      const { token } = (await answer.json()) as { token: string }
      return testUser(sub, token)
    },
    async history(historyPath = '', { method = 'GET', token = API_KEY } = {}) {
      const url = `${urls.paragon}/projects/${projectId}/task-history/workflow-executions${historyPath}`
      return sandbox.paragon(new Request(url, { method, headers: { authorization: `Bearer ${token}` } }))
    },
    async advance(milliseconds) {
      const answer = await control('PUT', `/projects/${projectId}/clock`, { advance: milliseconds })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async restart() {
      await sandbox.close()
      return openTestSandbox(folder, options)
    },
    second: (others = options) => openTestSandbox(folder, others),
    async dispose() {
      await sandbox.close()
      rmSync(folder, { recursive: true })
    },
  }

  function testUser(sub: string, token: string): TestUser {
    const call: TestUser['call'] = async (method, callPath, { body, headers, version } = {}) =>
      sandbox.paragon(
        new Request(`${urls.paragon}${version ? '/v2' : ''}/projects/${projectId}${callPath}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      )
    const me = async () => (await (await call('GET', '/sdk/me')).json()) as Wire<Me>
    const integrationId = async (type = 'googledrive') => {
      const list = (await (await call('GET', '/sdk/integrations')).json()) as { id: string; type: string }[]
      return list.find((integration) => integration.type === type)?.id ?? ''
    }

    const openPopup: TestUser['openPopup'] = async (options = {}) => {
      const { type = 'googledrive', installOptions = {}, oauthMetaKeyId = 'attempt-1', redirectUrl: own } = options
      const id = await integrationId(type)
      const query = new URLSearchParams({
        // The SDK names custom integrations by this word only (sdk.md 3.1).
        action: type.startsWith('custom.') ? 'custom' : type,
        endUserSuppliedValues: '{}',
        parameters: '{}',
        userToken: token,
        integrationId: id,
        originForPostMessage: HOST_ORIGIN,
        isPreviewMode: 'false',
        installOptions: JSON.stringify(installOptions),
        oauthMetaKeyId,
        ...(own !== undefined && { redirectUrl: own }),
      })
      const built = await sandbox.paragon(
        new Request(`${urls.paragon}/v2/projects/${projectId}/sdk/actions/build-oauth?${query}`, {
          headers: { authorization: `Bearer ${token}` },
        }),
      )
      if (!built.ok) throw new Error(await built.text())
      const { redirectUrl } = (await built.json()) as { redirectUrl: string }
      const window = popup()
      // The SDK leaves the origin in this query as it is, without encoding it.
      const nonce = `action=${type}&integrationId=${id}&originForPostMessage=${HOST_ORIGIN}&userToken=${token}`
      await window.open(`${urls.paragon}/projects/${projectId}/sdk/actions/oauth-nonce?${nonce}`)
      await window.open(redirectUrl)
      return window
    }

    return {
      token,
      call,
      me,
      integrationId,
      openPopup,
      async integration(type = 'googledrive') {
        const state = (await me()).integrations[type]
        if (state?.credentialId === undefined) throw new Error(`${sub} has not connected ${type}`)
        return state
      },
      async connect(account, options) {
        const window = await openPopup(options)
        if (window.text.includes(account)) await window.press(labelOf(window, account))
        else {
          await window.press('+ Use another account')
          await window.press('Next', { email: account, name: account })
        }
        await window.press('Allow')
        return window.message
      },
      async addAccount(account, { integration = 'googledrive', externalId } = {}) {
        const body = { sub, integration, account, ...(externalId && { externalId }) }
        const answer = await control('POST', `/projects/${projectId}/credentials`, body)
        if (!answer.ok) throw new Error(await answer.text())
        return (await answer.json()) as WireCredential
      },
    }
  }
}

/** The text of the button that names an account. */
function labelOf(window: Popup, account: string): string {
  const choice = [...window.html.matchAll(/<button class="choice"[^>]*>([\s\S]*?)<\/button>/g)]
    .map(([, content = '']) =>
      content
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .find((text) => text.includes(` ${account} `))
  if (!choice) throw new Error(`${account} is not among the accounts`)
  return choice
}
