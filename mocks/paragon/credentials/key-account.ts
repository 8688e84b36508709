import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { AccountFacts, CredentialSecret, Json } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, badRequest, errorCodes } from '../api-error.ts'
import { providerClient } from '../oauth/provider-client.ts'
import { callThirdParty, readAnswer } from '../third-party.ts'
import { checkedValues, keyInputs } from './setup.ts'

/**
 * The account behind what a user has entered in the place of a sign-in: an API key, or a service account's client id and
 * secret. The third party is asked whose it is, so that a wrong one is told at once (assumed). Throws a 400 for what is
 * missing or refused, a 502 when the third party gives no answer.
 */
export async function keyAccount(
  ctx: Context,
  projectId: string,
  integration: Integration,
  payload: Json,
): Promise<AccountFacts> {
  const values = checkedValues(integration, keyInputs(integration), payload)
  const { authenticationType, oauth } = integration.definition
  if (authenticationType === 'oauth_client_credential') {
    const client = { id: String(values.clientId), secret: String(values.clientSecret), isServiceAccount: true }
    const answer = await providerClient(ctx, projectId, integration, {}, client).clientCredentials()
    if (answer.kind === 'unavailable') throw noAnswer(integration)
    if (answer.kind === 'refused') throw badRequest(answer.description ?? `Refused: ${answer.error}.`)
    const { accessToken, scope = oauth.scopes.join(' '), dateValidUntil } = answer
    const secret = { accessToken, scope, client }
    return { ...(await identityOf(ctx, projectId, integration, accessToken)), secret, dateValidUntil }
  }
  const [first] = keyInputs(integration)
  const accessToken = String(first && values[first.id])
  const secret: CredentialSecret = { accessToken, scope: oauth.scopes.join(' ') }
  return { ...(await identityOf(ctx, projectId, integration, accessToken)), secret, dateValidUntil: null }
}

async function identityOf(ctx: Context, projectId: string, { type, definition }: Integration, accessToken: string) {
  const { api, setup, name } = definition
  if (!setup?.identity) throw new Error(`The integration ${type} does not say how to tell whose a key is.`)
  const request = new Request(`${api.baseUrl}${setup.identity.path}`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
  })
  const response = await callThirdParty(ctx, name, request, { projectId, integration: type })
  const text = new TextDecoder().decode(await readAnswer(ctx, name, response))
  if (response.status === 401 || response.status === 403) throw badRequest(`${name} does not accept these credentials.`)
  const facts = z.record(z.string(), z.unknown()).safeParse(parsed(text)).data
  const id = facts?.[setup.identity.idField]
  if (!response.ok || !facts || (typeof id !== 'string' && typeof id !== 'number')) throw noAnswer({ definition })
  return { providerId: String(id), providerData: facts }
}

const noAnswer = ({ definition }: Pick<Integration, 'definition'>) =>
  new ApiError(502, errorCodes.provider, `${definition.name} did not say whose credentials these are.`)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
