import { randomUUID } from 'node:crypto'
import type { OpenUrl } from '../serve.ts'

/**
 * Paragon's REST API as an app without the vendor's SDK would call it: fetch, and nothing else. It keeps to what the SDK
 * does where the two can differ: headers, unwrapping, what logs the user out.
 */

export interface Session {
  projectId: string
  token: string
  urls: Record<string, string>
  origin: string
}

export type Send = (request: Request) => Promise<Response>

/** A failure as an app sees it. */
export class ParagonError extends Error {
  readonly status: number | undefined
  readonly code: string | undefined
  readonly body: unknown

  constructor(message: string, details: { status?: number; code?: string; body?: unknown } = {}) {
    super(message)
    this.status = details.status
    this.code = details.code
    this.body = details.body
  }
}

export interface Credential {
  id: string
  status: string
  dateCreated: string
  externalId?: string
  configurations: {
    id: string
    externalId?: string
    isDefault: boolean
    dateCreated: string
    workflowSettings: Record<string, unknown>
    sharedSettings: Record<string, unknown>
  }[]
}
interface IntegrationState {
  enabled: boolean
  credentialId?: string
  allCredentials: Credential[]
}
interface Me {
  userId: string
  integrations: Record<string, IntegrationState>
  meta: Record<string, unknown>
}
interface Integration {
  id: string
  type: string
  name: string
  workflows: { id: string; description: string; integrationId: string }[]
}

interface Call {
  method?: string
  body?: unknown
  headers?: Record<string, string | undefined>
  /** Without `/projects/:id`. */
  isGlobal?: boolean
  version?: 'v2'
}

/** Codes with which a 401 or 403 is about something else than the token (SDK 2.4.0, sendRequest). */
const HARMLESS_CODES = ['7210', '7003', '0704']
const CREDENTIAL = 'X-Paragon-Credential'
const CONFIGURATION = 'X-Paragon-Configuration-Id'

export class RestClient {
  readonly #send: Send
  #session: Session | undefined
  #integrations: Integration[] = []

  constructor(send: Send) {
    this.#send = send
  }

  reset(): void {
    this.#session = undefined
    this.#integrations = []
  }

  async authenticate(session: Session, metadata?: Record<string, unknown>): Promise<void> {
    this.reset()
    const expires = expiryOf(session.token)
    if (expires === undefined || expires * 1000 <= Date.now()) throw new ParagonError('JWT token provided has expired.')
    this.#session = session
    try {
      const [me, integrations] = await Promise.all([this.me(), this.#call('zeus', '/sdk/integrations')])
      this.#integrations = integrations as Integration[]
      const wanted = { ...me.meta, ...normalised(metadata ?? {}) }
      if (metadata && JSON.stringify(wanted) !== JSON.stringify(me.meta)) await this.setUserMetadata(metadata)
    } catch (error) {
      this.reset()
      throw error
    }
  }

  async getUser(): Promise<Record<string, unknown>> {
    if (!this.#session) return { authenticated: false }
    const { userId, integrations, meta } = await this.me()
    return { authenticated: true, userId, integrations, meta }
  }

  me(): Promise<Me> {
    return this.#call('zeus', '/sdk/me') as Promise<Me>
  }

  getIntegrations(): Integration[] {
    this.#required()
    return this.#integrations
  }

  async setUserMetadata(metadata: Record<string, unknown>): Promise<void> {
    await this.#call('zeus', '/sdk/me', { method: 'PATCH', body: { meta: normalised(metadata) } })
  }

  /** Connects an account: adds one, or replaces that of `selectedCredentialId`. */
  async installIntegration(
    type: string,
    options: {
      allowMultipleCredentials?: boolean | undefined
      selectedCredentialId?: string | undefined
      externalId?: string | undefined
    },
    openUrl: OpenUrl,
  ): Promise<{ credential: Credential }> {
    const { origin, token } = this.#required()
    const integration = this.#integration(type)
    const { allowMultipleCredentials = false, selectedCredentialId, externalId } = options
    const { allCredentials } = await this.#state(type)
    checkExternalId(externalId, selectedCredentialId, allCredentials)
    if (allCredentials.some(({ status }) => status === 'VALID') && !allowMultipleCredentials) {
      throw new ParagonError(`Integration "${type}" is already installed.`)
    }
    const key = randomUUID()
    const query = new URLSearchParams({
      action: type,
      endUserSuppliedValues: '{}',
      parameters: '{}',
      userToken: token,
      integrationId: integration.id,
      originForPostMessage: origin,
      isPreviewMode: 'false',
      installOptions: JSON.stringify({ allowMultipleCredentials, selectedCredentialId, externalId }),
      oauthMetaKeyId: key,
    })
    const { redirectUrl } = (await this.#call('zeus', `/sdk/actions/build-oauth?${query}`, { version: 'v2' })) as {
      redirectUrl: string
    }
    const nonce = new URLSearchParams({
      action: type,
      integrationId: integration.id,
      originForPostMessage: origin,
      userToken: token,
    })
    // The first page gives the window its cookie, the second leads to the provider and back.
    await openUrl(`${this.#address('zeus', '/sdk/actions/oauth-nonce')}?${nonce}`)
    const { message } = await openUrl(redirectUrl)
    if (message?.type !== 'oauth_success_callback') {
      const refused = message?.errorResponse as { message?: string; code?: string; status?: number } | undefined
      throw new ParagonError(refused?.message ?? 'The window closed before the account was connected.', refused)
    }
    const { payload } = message.credential as { payload: Record<string, unknown> }
    const credential = (await this.#call('zeus', '/sdk/credentials', {
      method: 'POST',
      body: {
        integrationId: integration.id,
        config: {},
        payload,
        installOptions: { allowMultipleCredentials, selectedCredentialId, externalId },
      },
    })) as Credential
    return { credential }
  }

  async uninstallIntegration(type: string, selector?: string): Promise<void> {
    const credential = await this.#credential(type, selector)
    await this.#call('zeus', `/sdk/integrations/${this.#integration(type).id}`, {
      method: 'DELETE',
      headers: { [CREDENTIAL]: credential.id },
    })
  }

  getIntegrationAccount(type: string, includeAccountAuth = false, selector?: string): Promise<unknown> {
    return this.#call('zeus', `/sdk/credentials?integration=${type}&includeAccountAuth=${includeAccountAuth}`, {
      headers: { [CREDENTIAL]: selector },
    })
  }

  /** What the third party answers, out of the `output` that Paragon wraps it in. */
  async request(
    type: string,
    path: string,
    {
      method = 'GET',
      body,
      headers,
      selector,
    }: {
      method?: string | undefined
      body?: unknown
      headers?: Record<string, string> | undefined
      selector?: string | undefined
    },
  ): Promise<unknown> {
    const answer = await this.#call('proxy', `/sdk/proxy/${type}/${path.replace(/^\//, '')}`, {
      method,
      body,
      headers: { ...headers, [CREDENTIAL]: selector },
    })
    return isObject(answer) && 'output' in answer ? answer.output : answer
  }

  async workflow(
    workflowId: string,
    {
      body,
      query,
      headers,
      ...selectors
    }: {
      body?: unknown
      query?: Record<string, string> | undefined
      headers?: Record<string, string> | undefined
    } & Selectors,
  ): Promise<unknown> {
    const search = new URLSearchParams(query ?? {})
    return this.#call('hermes', `/sdk/triggers/${workflowId}?${search}`, {
      method: 'POST',
      body: body ?? {},
      headers: { ...headers, ...(await this.#selected(this.#typeOfWorkflow(workflowId), selectors)) },
    })
  }

  async event(
    name: string,
    payload: unknown,
    { selectedCredentialId, selectedConfigurationId }: Selectors,
  ): Promise<void> {
    if (selectedConfigurationId && !selectedCredentialId) {
      throw new ParagonError(
        'Configuration ID cannot be used without a corresponding Credential ID. Please provide both if using Configuration ID.',
      )
    }
    await this.#call('hermes', '/sdk/events/trigger', {
      version: 'v2',
      method: 'POST',
      body: { name, payload },
      headers: { [CREDENTIAL]: selectedCredentialId, [CONFIGURATION]: selectedConfigurationId },
    })
  }

  async setWorkflow(workflowId: string, isEnabled: boolean, selectors: Selectors): Promise<void> {
    await this.#call('zeus', `/sdk/workflows/${workflowId}`, {
      method: isEnabled ? 'POST' : 'DELETE',
      headers: await this.#both(this.#typeOfWorkflow(workflowId), selectors),
    })
  }

  async updateSettings(
    type: string,
    settings: Record<string, unknown>,
    selectors: Selectors,
    workflowId?: string,
  ): Promise<void> {
    const credential = await this.#credential(type, selectors.selectedCredentialId)
    const configuration = configurationOf(credential, selectors.selectedConfigurationId)
    // A part is replaced as a whole, so what is there goes with what changes.
    const config =
      workflowId === undefined
        ? { sharedSettings: { ...configuration.sharedSettings, ...settings } }
        : {
            workflowSettings: {
              ...configuration.workflowSettings,
              [workflowId]: withSettings(configuration.workflowSettings[workflowId], settings),
            },
          }
    await this.#call('zeus', `/sdk/credentials/${credential.id}`, {
      method: 'PATCH',
      body: { config },
      headers: { [CREDENTIAL]: credential.id, [CONFIGURATION]: configuration.id },
    })
  }

  async createConfiguration(credentialId: string, externalId?: string): Promise<unknown> {
    if (externalId?.trim() === '')
      throw new ParagonError('`externalId` must not be an empty or whitespace-only string.')
    const { configurations } = (await this.#call('zeus', `/sdk/credentials/${credentialId}/configurations`, {
      method: 'POST',
      body: externalId === undefined ? {} : { externalId },
    })) as Credential
    // The answer is the whole account; the newest of its configurations is the one that was made.
    return [...configurations].sort((a, b) => (a.dateCreated < b.dateCreated ? 1 : -1))[0]
  }

  async updateConfiguration(credentialId: string, id: string, meta: unknown): Promise<unknown> {
    const { configurations } = (await this.#call('zeus', `/sdk/credentials/${credentialId}/configurations`, {
      method: 'PATCH',
      body: { meta },
      headers: { [CREDENTIAL]: credentialId, [CONFIGURATION]: id },
    })) as Credential
    return configurations.find((each) => each.id === id)
  }

  async destroyConfiguration(credentialId: string, id: string): Promise<void> {
    const { allCredentials } = await this.#stateWith(credentialId)
    const found = allCredentials.find((each) => each.id === credentialId)?.configurations.find((each) => each.id === id)
    if (found?.isDefault) throw new ParagonError('Cannot delete default configuration.')
    await this.#call('zeus', `/sdk/credentials/${credentialId}/configurations`, {
      method: 'DELETE',
      headers: { [CREDENTIAL]: credentialId, [CONFIGURATION]: id },
    })
  }

  getFieldOptions(
    type: string,
    source: string,
    {
      parameters = [],
      search,
      cursor,
      selector,
    }: {
      parameters?: unknown[] | undefined
      search?: string | undefined
      cursor?: string | undefined
      selector?: string | undefined
    },
  ) {
    return this.#call('zeus', '/sdk/actions', {
      method: 'POST',
      body: { action: type, sourceKey: source, parameters, paginationParameters: { pageCursor: cursor ?? 0, search } },
      headers: { [CREDENTIAL]: selector },
    })
  }

  getTriggers(type: string, selector?: string): Promise<unknown> {
    return this.#call('actionkit', `/triggers?integrations=${type}`, { headers: { [CREDENTIAL]: selector } })
  }

  listTools(integrations: string[] | undefined, selector?: string): Promise<unknown> {
    const search = integrations ? `?integrations=${integrations.join(',')}` : ''
    return this.#call('actionkit', `/tools${search}`, { headers: { [CREDENTIAL]: selector } })
  }

  runTool(tool: string, parameters: unknown, selector?: string): Promise<unknown> {
    return this.#call('actionkit', '/tools', {
      method: 'POST',
      body: { tool, parameters },
      headers: { [CREDENTIAL]: selector },
    })
  }

  enableSync(body: Record<string, unknown>): Promise<unknown> {
    return this.#call('sync', '/api/syncs', { isGlobal: true, method: 'POST', body })
  }

  updateSync(syncId: string, credentialId: string): Promise<unknown> {
    return this.#call('sync', `/api/syncs/${syncId}`, { isGlobal: true, method: 'PATCH', body: { credentialId } })
  }

  listSyncs(credentialId?: string): Promise<unknown> {
    const search = credentialId ? `?credentialId=${credentialId}` : ''
    return this.#call('sync', `/api/syncs${search}`, { isGlobal: true })
  }

  getSync(syncId: string): Promise<unknown> {
    return this.#call('sync', `/api/syncs/${syncId}`, { isGlobal: true })
  }

  listRecords(syncId: string, pageSize?: number, cursor?: string): Promise<unknown> {
    const search = new URLSearchParams({ ...(pageSize && { pageSize: `${pageSize}` }), ...(cursor && { cursor }) })
    return this.#call('sync', `/api/syncs/${syncId}/records?${search}`, { isGlobal: true })
  }

  async #call(
    service: string,
    path: string,
    { method = 'GET', body, headers = {}, isGlobal = false, version }: Call = {},
  ): Promise<unknown> {
    const { token, urls } = this.#required()
    const url = isGlobal ? `${urls[service]}${path}` : this.#address(service, path, version)
    const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const request = new Request(url, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...Object.fromEntries(given),
        authorization: `Bearer ${token}`,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    // Once: nobody knows whether a request that failed has been carried out.
    const response = await this.#send(request)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false
    const answer = isJson ? asJson(text) : text === '' ? undefined : text
    if (response.ok) return answer
    this.#logOutFor(response.status, answer, service)
    throw failureOf(response.status, answer)
  }

  /** A refused token ends the session; a refusal that is about something else does not. */
  #logOutFor(status: number, answer: unknown, service: string): void {
    if ((status !== 401 && status !== 403) || service === 'proxy') return
    const { code, meta } = isObject(answer) ? answer : {}
    if (HARMLESS_CODES.includes(String(code)) || (isObject(meta) && meta.isIntegrationError === true)) return
    this.reset()
  }

  #address(service: string, path: string, version?: 'v2'): string {
    const { urls, projectId } = this.#required()
    return `${urls[service]}${version ? `/${version}` : ''}/projects/${projectId}${path}`
  }

  #required(): Session {
    if (!this.#session) throw new ParagonError('User not authenticated, Call authenticate before anything else.')
    return this.#session
  }

  #integration(type: string): Integration {
    const found = this.#integrations.find((each) => each.type === type)
    if (!found) throw new ParagonError(`Integration "${type}" not found.`)
    return found
  }

  #typeOfWorkflow(workflowId: string): string {
    const found = this.#integrations.find(({ workflows }) => workflows.some(({ id }) => id === workflowId))
    if (!found) throw new ParagonError('Workflow not found in the configured integrations in your Paragon project.')
    return found.type
  }

  async #state(type: string): Promise<IntegrationState> {
    this.#integration(type)
    const { integrations } = await this.me()
    return integrations[type] ?? { enabled: false, allCredentials: [] }
  }

  async #stateWith(credentialId: string): Promise<IntegrationState> {
    const { integrations } = await this.me()
    const found = Object.values(integrations).find(({ allCredentials }) =>
      allCredentials.some(({ id }) => id === credentialId),
    )
    if (!found) throw new ParagonError('Valid credential not found for provided options.')
    return found
  }

  async #credential(type: string, selector?: string): Promise<Credential> {
    const { allCredentials, credentialId } = await this.#state(type)
    if (allCredentials.length === 0) throw new ParagonError(`Integration "${type}" is not installed.`)
    const found =
      selector === undefined
        ? allCredentials.find(({ id }) => id === credentialId)
        : allCredentials.find((each) => isNamed(each, selector))
    if (found) return found
    throw new ParagonError(
      selector === undefined
        ? 'Unable to find credential for provided options.'
        : `Credential "${selector}" not found.`,
    )
  }

  /** The ids of what the selectors name, resolved; nothing when none is given. */
  async #selected(type: string, selectors: Selectors): Promise<Record<string, string>> {
    const isGiven = selectors.selectedCredentialId !== undefined || selectors.selectedConfigurationId !== undefined
    return isGiven ? this.#both(type, selectors) : {}
  }

  async #both(
    type: string,
    { selectedCredentialId, selectedConfigurationId }: Selectors,
  ): Promise<Record<string, string>> {
    const credential = await this.#credential(type, selectedCredentialId)
    return { [CREDENTIAL]: credential.id, [CONFIGURATION]: configurationOf(credential, selectedConfigurationId).id }
  }
}

export interface Selectors {
  selectedCredentialId?: string | undefined
  selectedConfigurationId?: string | undefined
}

function configurationOf({ id, configurations }: Credential, selector: string | undefined) {
  const found = configurations.find((each) => (selector === undefined ? each.isDefault : isNamed(each, selector)))
  if (!found)
    throw new ParagonError(
      `Credential configuration not found for ${selector === undefined ? `credential: ${id}` : `provided id: ${selector}`}.`,
    )
  return found
}

const isNamed = ({ id, externalId }: { id: string; externalId?: string }, selector: string) =>
  id === selector || (externalId !== undefined && externalId === selector.trim().replace(/^ext:/, ''))

function checkExternalId(externalId: string | undefined, selected: string | undefined, all: Credential[]): void {
  if (externalId === undefined) return
  if (externalId.trim() === '') throw new ParagonError('`externalId` must not be an empty or whitespace-only string.')
  if (selected !== undefined)
    throw new ParagonError('`externalId` cannot be used together with `selectedCredentialId`.')
  if (all.some((each) => isNamed(each, `ext:${externalId}`)))
    throw new ParagonError(`A credential with externalId "${externalId}" already exists.`)
}

function withSettings(state: unknown, settings: Record<string, unknown>): Record<string, unknown> {
  const { enabled = false, settings: before } = isObject(state) ? state : {}
  return { enabled, settings: { ...(isObject(before) ? before : {}), ...settings } }
}

/** Whatever way `name` and `email` are written, Paragon knows them with a capital (SDK 2.4.0). */
function normalised(metadata: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => {
      const trimmed = key.trim()
      return [
        /^(name|email)$/i.test(trimmed)
          ? `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1).toLowerCase()}`
          : trimmed,
        value,
      ]
    }),
  )
}

function failureOf(status: number, answer: unknown): ParagonError {
  if (!isObject(answer))
    return new ParagonError(typeof answer === 'string' && answer !== '' ? answer : `Paragon answered ${status}.`, {
      status,
      body: answer,
    })
  const { message, code, meta } = answer
  const isIntegrationError = isObject(meta) && meta.isIntegrationError === true
  const text = isIntegrationError
    ? JSON.stringify(meta)
    : typeof message === 'string'
      ? message
      : JSON.stringify(answer)
  return new ParagonError(text, { status, ...(code !== undefined && { code: String(code) }), body: answer })
}

function expiryOf(token: string): number | undefined {
  const [, payload = ''] = token.split('.')
  const claims = asJson(Buffer.from(payload, 'base64url').toString())
  return isObject(claims) && typeof claims.exp === 'number' ? claims.exp : undefined
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
