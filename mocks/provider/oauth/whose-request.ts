import type { Context } from '../../context.ts'
import type { CallFacts } from '../../journal/entry.ts'
import { pendingAuthorization } from './pending-authorization.ts'

/** A form of the provider's is no longer; see `limitForm`. */
const LONGEST_FORM = 64 * 1024

/**
 * Whose a request to the provider is, before it is answered or checked: by its access token, by the client that it names,
 * or by the authorization request that its form carries. `providerId`: the account of the access token.
 */
export async function whoseRequest(
  store: Context['store'],
  request: Request,
): Promise<Pick<CallFacts, 'projectId' | 'purpose'> & { providerId?: string }> {
  const { clients, tokens } = store.provider
  const [, scheme, value = ''] = /^(\w+) +(\S+)$/.exec(request.headers.get('authorization') ?? '') ?? []
  if (scheme?.toLowerCase() === 'bearer') {
    const account = (await tokens.findToken(value))?.grant.account
    return account ? { projectId: account.projectId, providerId: account.id } : {}
  }
  const form = await formOf(request)
  const basic =
    scheme?.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8').split(':')[0] : undefined
  const pending = pendingAuthorization(store.sealer).open(form.get('request') ?? '')
  const clientId =
    (basic && decodeURIComponent(basic)) ??
    form.get('client_id') ??
    pending?.request.clientId ??
    new URL(request.url).searchParams.get('client_id')
  const client = clientId ? await clients.find(clientId) : undefined
  const grantType = form.get('grant_type')
  const purposes = { refresh_token: 'refresh', authorization_code: 'exchange' } as const
  const purpose = grantType === 'refresh_token' || grantType === 'authorization_code' ? purposes[grantType] : undefined
  return { projectId: client?.projectId, purpose }
}

/** A copy of the form is read; the request can still be answered. */
async function formOf(request: Request): Promise<URLSearchParams> {
  const isForm = request.headers.get('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded')
  const length = Number(request.headers.get('content-length') ?? 0)
  if (!isForm || length > LONGEST_FORM || !request.body) return new URLSearchParams()
  return new URLSearchParams(await request.clone().text())
}
