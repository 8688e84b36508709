import { timingSafeEqual } from 'node:crypto'
import type { Client, ProviderClients } from '../../store/provider-clients.ts'
import { fingerprint } from '../../store/sealer.ts'
import { OAuthError } from './errors.ts'
import type { Parameters } from './parameters.ts'

/**
 * The client that sends a request to the token or revocation endpoint (RFC 6749, section 2.3): by `client_secret_basic`
 * or `client_secret_post`, never both; a public client by its `client_id` alone.
 */
export async function authenticateClient(
  clients: ProviderClients,
  authorization: string | undefined,
  params: Parameters,
): Promise<Client> {
  const header = authorization === undefined ? undefined : readBasic(authorization)
  if (header && params.has('client_secret')) {
    throw new OAuthError('invalid_request', 'Client credentials were sent both in the header and in the body.')
  }
  const bodyId = params.get('client_id')
  if (header && bodyId !== undefined && bodyId !== header.id) {
    throw new OAuthError('invalid_request', 'client_id in the body is not the one in the Authorization header.')
  }
  const id = header?.id ?? bodyId
  if (id === undefined) throw new OAuthError('invalid_client', 'client_id is missing.', 401)
  const client = await clients.find(id)
  const secret = header?.secret ?? params.get('client_secret')
  if (!client || !secretMatches(client.secretHash, secret)) {
    throw new OAuthError('invalid_client', 'The client is unknown or its credentials are wrong.', 401)
  }
  return client
}

/** A public client has no secret and must send none. */
function secretMatches(secretHash: string | null, secret: string | undefined): boolean {
  if (secretHash === null || secret === undefined) return secretHash === null && secret === undefined
  // Fingerprints have one length, which timingSafeEqual requires.
  return timingSafeEqual(Buffer.from(fingerprint(secret)), Buffer.from(secretHash))
}

/** RFC 6749, section 2.3.1: id and secret are form-encoded before they are joined. An empty secret counts as none. */
function readBasic(authorization: string): { id: string; secret: string | undefined } {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1]
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  const decoded = id === undefined || secret === undefined ? undefined : [formDecode(id), formDecode(secret)]
  if (!decoded?.[0] || decoded[1] === undefined) {
    throw new OAuthError('invalid_client', 'The Authorization header is not valid Basic authentication.', 401)
  }
  return { id: decoded[0], secret: decoded[1] || undefined }
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
