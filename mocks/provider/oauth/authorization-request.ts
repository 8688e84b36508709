import { z } from 'zod'
import type { Client, ProviderClients } from '../../store/provider-clients.ts'
import { UntrustedRequestError } from './errors.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { isChallenge } from './pkce.ts'
import { asksOffline, parseScope } from './scopes.ts'

const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const

export const authorizationRequestSchema = z.object({
  clientId: z.string(),
  redirectUri: z.string(),
  state: z.string().optional(),
  scope: z.string(),
  nonce: z.string().nullable(),
  codeChallenge: z.string().nullable(),
  /** Whether refresh tokens are wanted. */
  isOffline: z.boolean(),
  prompts: z.array(z.enum(PROMPTS)),
  loginHint: z.string().optional(),
})

/** A valid authorization request of a registered client (RFC 6749, section 4.1.1; OpenID Connect Core, 3.1.2.1). */
export type AuthorizationRequest = z.infer<typeof authorizationRequestSchema>

/** Where the answer to a request goes, whatever the answer is. */
export type ReplyTarget = Pick<AuthorizationRequest, 'redirectUri' | 'state'>

/** A refusal that goes back to the client (RFC 6749, section 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
export class AuthorizationRefusedError extends Error {
  readonly target: ReplyTarget
  readonly code: string

  constructor(target: ReplyTarget, code: string, message: string) {
    super(message)
    this.name = 'AuthorizationRefusedError'
    this.target = target
    this.code = code
  }
}

/**
 * Reads and checks an authorization request. Throws UntrustedRequestError when client or redirect URI are not
 * registered, and nothing may be sent there; else AuthorizationRefusedError.
 */
export async function readAuthorizationRequest(
  clients: ProviderClients,
  search: URLSearchParams,
): Promise<{ client: Client; request: AuthorizationRequest }> {
  const params = readParameters(search)
  const client = await trustedClient(clients, search)
  const target: ReplyTarget = { redirectUri: search.get('redirect_uri') ?? '', ...optional('state', params) }
  const refuse = (code: string, message: string): never => {
    throw new AuthorizationRefusedError(target, code, message)
  }

  if (params.duplicate !== undefined) refuse('invalid_request', `${params.duplicate} was sent more than once.`)
  if (params.has('request')) refuse('request_not_supported', 'Request objects are not supported.')
  if (params.has('request_uri')) refuse('request_uri_not_supported', 'Request objects are not supported.')
  const responseType = params.get('response_type')
  if (responseType === undefined) refuse('invalid_request', 'response_type is missing.')
  // Neither the implicit nor a hybrid flow is offered (RFC 9700, section 2.1.2).
  if (responseType !== 'code') refuse('unsupported_response_type', 'response_type must be code.')
  const responseMode = params.get('response_mode')
  if (responseMode !== undefined && responseMode !== 'query') {
    refuse('invalid_request', 'response_mode must be query.')
  }

  const scopes = parseScope(params.get('scope') ?? '')
  if (scopes.length === 0) refuse('invalid_scope', 'scope is missing.')
  const foreign = scopes.find((scope) => !client.scopes.includes(scope))
  if (foreign !== undefined) refuse('invalid_scope', `This client may not ask for the scope ${foreign}.`)

  const codeChallenge = params.get('code_challenge') ?? null
  const method = params.get('code_challenge_method')
  if (codeChallenge === null) {
    if (method !== undefined) refuse('invalid_request', 'code_challenge_method was sent without code_challenge.')
    // RFC 9700, section 2.1.1.
    if (client.secretHash === null) refuse('invalid_request', 'A public client must use PKCE: send code_challenge.')
  } else {
    // Left out it would mean `plain` (RFC 7636, section 4.3), which protects nothing that the challenge does not show.
    if (method !== 'S256') refuse('invalid_request', 'code_challenge_method must be S256.')
    if (!isChallenge(codeChallenge)) refuse('invalid_request', 'code_challenge is not a SHA-256 in base64url.')
  }

  const accessType = params.get('access_type')
  if (accessType !== undefined && accessType !== 'online' && accessType !== 'offline') {
    refuse('invalid_request', 'access_type must be online or offline.')
  }
  const asked = parseScope(params.get('prompt') ?? '')
  const prompts = PROMPTS.filter((prompt) => asked.includes(prompt))
  if (prompts.length < asked.length) refuse('invalid_request', `prompt must be of ${PROMPTS.join(', ')}.`)
  if (prompts.includes('none') && prompts.length > 1) refuse('invalid_request', 'prompt=none excludes the others.')

  const request: AuthorizationRequest = {
    clientId: client.id,
    ...target,
    scope: scopes.join(' '),
    nonce: params.get('nonce') ?? null,
    codeChallenge,
    isOffline: accessType === 'offline' || asksOffline(scopes),
    prompts,
  }
  const loginHint = params.get('login_hint')
  return { client, request: loginHint === undefined ? request : { ...request, loginHint } }
}

async function trustedClient(clients: ProviderClients, search: URLSearchParams): Promise<Client> {
  const clientId = theOnly(search, 'client_id')
  const redirectUri = theOnly(search, 'redirect_uri')
  const client = await clients.find(clientId)
  if (!client) throw new UntrustedRequestError('No application is registered with this client_id.')
  if (!client.redirectUris.includes(redirectUri)) {
    throw new UntrustedRequestError(`This redirect_uri is not registered for ${client.name}.`)
  }
  return client
}

function theOnly(search: URLSearchParams, name: string): string {
  const [value, ...others] = search.getAll(name)
  if (!value) throw new UntrustedRequestError(`${name} is missing.`)
  if (others.length > 0) throw new UntrustedRequestError(`${name} was sent more than once.`)
  return value
}

/** A `state` that was sent twice is not sent back: neither of the two is known to be the client's. */
function optional(name: 'state', params: Parameters): { state?: string } {
  const value = params.duplicate === name ? undefined : params.get(name)
  return value === undefined ? {} : { [name]: value }
}
