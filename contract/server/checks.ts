import { randomUUID } from 'node:crypto'
import { isObject, mismatch } from '../run/matches.ts'
import type { Backend } from './backend.ts'

/** One thing that a backend must do. `write` leaves something behind and is run only when that is allowed. */
export interface ServerCheck {
  id: string
  topic: string
  says: string
  level: 'MUST' | 'SHOULD'
  source: string
  write?: boolean
  /** What is wrong, undefined when it holds. */
  test(backend: Backend): Promise<string | undefined>
}

const USERS = 'https://docs.useparagon.com/apis/users'
const PERMISSIONS = 'https://docs.useparagon.com/apis/api-reference/jwt-permissions'
const SYNC = 'https://docs.useparagon.com/managed-sync/sync-api'
const ACTIONKIT = 'https://docs.useparagon.com/actionkit/api-reference'
const SENDS = 'SDK 2.4.0, sendRequest'
const CORS = 'SDK 2.4.0, fetch from another origin'
const ORIGIN = 'http://localhost:3000'
const CLAIM = 'urn:useparagon:connect:permissions'

/** The SDK's own test of what is an id. */
const uuid = { $pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$' }
const envelope = { message: { $type: 'string' }, code: { $type: 'string' }, status: { $type: 'number' } }

interface Credential {
  id: string
  status: string
  dateCreated: string
}
type States = Record<string, { enabled?: unknown; credentialId?: string; allCredentials?: Credential[] }>

async function statesOf(backend: Backend, claims: Record<string, unknown> = {}): Promise<States> {
  const { body } = await backend.call('zeus', '/sdk/me', { token: backend.token(claims) })
  return isObject(body) && isObject(body.integrations) ? (body.integrations as States) : {}
}

/** The first thing that is wrong with any of several. */
const firstOf = <T>(all: readonly T[], test: (each: T) => string | undefined) =>
  all.map(test).find((words) => words !== undefined)

const refused = (token: (backend: Backend) => string | null) => async (backend: Backend) => {
  const answer = await backend.call('zeus', '/sdk/me', { token: token(backend) })
  return mismatch(answer.status, 401, 'the status')
}

/** A refusal for another reason than the token: 401 and 403 would log the SDK out. */
const keepsSession = (status: number) =>
  status === 401 || status === 403 ? `the status is ${status}, which ends the SDK's session` : undefined

export const serverChecks: ServerCheck[] = [
  {
    id: 'server-me',
    topic: 'user',
    says: 'GET /sdk/me answers who the token is about.',
    level: 'MUST',
    source: USERS,
    test: async (backend) => {
      const { status, body } = await backend.call('zeus', '/sdk/me')
      return mismatch(
        { status, body },
        { status: 200, body: { authenticated: true, userId: backend.user, meta: { $type: 'object' } } },
      )
    },
  },
  {
    id: 'server-me-every-integration',
    topic: 'user',
    says: 'Each integration of the project has an entry in GET /sdk/me, connected or not.',
    level: 'MUST',
    source: 'trap T20',
    test: async (backend) => {
      const [states, list] = await Promise.all([statesOf(backend), backend.call('zeus', '/sdk/integrations')])
      const types = Array.isArray(list.body) ? list.body.map(({ type }) => String(type)) : []
      return firstOf(types, (type) =>
        mismatch(states[type], { enabled: { $type: 'boolean' }, allCredentials: { $type: 'array' } }, type),
      )
    },
  },
  {
    id: 'server-me-configurations',
    topic: 'user',
    says: 'Every credential has exactly one default configuration, and it is the first.',
    level: 'MUST',
    source: 'SDK 2.4.0, getCredentialAndConfig',
    test: async (backend) => {
      const credentials = Object.values(await statesOf(backend)).flatMap(({ allCredentials }) => allCredentials ?? [])
      return firstOf(credentials, (each) => {
        const { configurations } = each as Credential & { configurations?: { isDefault: boolean }[] }
        const defaults = configurations?.map(({ isDefault }) => isDefault) ?? []
        return mismatch(
          { first: defaults[0], count: defaults.filter(Boolean).length },
          { first: true, count: 1 },
          `credential ${each.id}`,
        )
      })
    },
  },
  {
    id: 'server-me-default',
    topic: 'user',
    says: 'The default account is the oldest valid one.',
    level: 'SHOULD',
    source: SYNC,
    test: async (backend) =>
      firstOf(Object.entries(await statesOf(backend)), ([type, { allCredentials = [], credentialId }]) => {
        const [oldest] = allCredentials
          .filter(({ status }) => status === 'VALID')
          .sort((a, b) => (a.dateCreated < b.dateCreated ? -1 : 1))
        return oldest ? mismatch(credentialId, oldest.id, `${type}.credentialId`) : undefined
      }),
  },
  {
    id: 'server-me-features',
    topic: 'user',
    says: 'GET /sdk/me tells which features the project has.',
    level: 'MUST',
    source: 'SDK 2.4.0, installIntegration',
    test: async (backend) =>
      mismatch((await backend.call('zeus', '/sdk/me')).body, {
        project: { accessibleFeatures: { $type: 'array' } },
        resources: { $type: 'array' },
      }),
  },
  {
    id: 'server-integrations',
    topic: 'integrations',
    says: 'GET /sdk/integrations answers a list with ids, types, configs and workflows.',
    level: 'MUST',
    source: USERS,
    test: async (backend) => {
      const { status, body } = await backend.call('zeus', '/sdk/integrations')
      if (status !== 200 || !Array.isArray(body)) return `the answer is a ${status} and no list`
      const expected = {
        id: uuid,
        type: { $type: 'string' },
        isActive: { $type: 'boolean' },
        configs: { $type: 'array' },
        workflows: { $type: 'array' },
      }
      return firstOf(body, (each) => mismatch(each, expected, String(each?.type)))
    },
  },
  {
    id: 'server-integrations-custom',
    topic: 'integrations',
    says: 'A custom integration comes with its definition, and a built-in one says null.',
    level: 'MUST',
    source: 'trap T20',
    test: async (backend) => {
      const { body } = await backend.call('zeus', '/sdk/integrations')
      const all: { type: string; customIntegrationId?: unknown; customIntegration?: unknown }[] = Array.isArray(body)
        ? body
        : []
      return firstOf(all, ({ type, customIntegrationId, customIntegration }) =>
        type.startsWith('custom')
          ? mismatch(
              customIntegration,
              { slug: { $type: 'string' }, name: { $type: 'string' } },
              `${type}.customIntegration`,
            )
          : mismatch(customIntegrationId, null, `${type}.customIntegrationId`),
      )
    },
  },
  {
    id: 'server-credentials',
    topic: 'integrations',
    says: 'GET /sdk/credentials answers the list of all credentials.',
    level: 'MUST',
    source: USERS,
    test: async (backend) =>
      mismatch(await backend.call('zeus', '/sdk/credentials'), { status: 200, body: { $type: 'array' } }),
  },
  ...(
    [
      ['none', 'No token at all', () => null],
      ['malformed', 'What is no JWT', () => 'not-a-token'],
      [
        'expired',
        'An expired token',
        (backend: Backend) => backend.token({ exp: Math.floor(Date.now() / 1000) - 3600 }),
      ],
      ['forged', 'A token by another key', (backend: Backend) => backend.forgedToken()],
      ['unsigned', 'A token with the algorithm `none`', (backend: Backend) => backend.unsignedToken()],
    ] as const
  ).map(
    ([name, what, token]): ServerCheck => ({
      id: `server-token-${name}`,
      topic: 'token',
      says: `${what} is answered 401.`,
      level: 'MUST',
      source: 'RFC 6750, section 3.1',
      test: refused(token),
    }),
  ),
  {
    id: 'server-token-foreign',
    topic: 'token',
    says: 'A token whose audience is another project is answered 401.',
    level: 'SHOULD',
    source: SYNC,
    test: refused((backend) => backend.token({ aud: `useparagon.com/${randomUUID()}` })),
  },
  {
    id: 'server-token-without-audience',
    topic: 'token',
    says: 'A token without an audience is taken by the Users API.',
    level: 'MUST',
    source: SYNC,
    test: async (backend) => {
      const answer = await backend.call('zeus', '/sdk/me', { token: backend.token({ aud: undefined }) })
      return mismatch(answer.status, 200, 'the status')
    },
  },
  {
    id: 'server-error-envelope',
    topic: 'errors',
    says: 'A refusal is JSON with message, code and status.',
    level: 'MUST',
    source: 'trap T9',
    test: async (backend) => {
      const { headers, body } = await backend.call('zeus', '/sdk/me', { token: 'not-a-token' })
      return mismatch(
        { type: headers.get('content-type'), body },
        { type: { $includes: 'application/json' }, body: envelope },
      )
    },
  },
  {
    id: 'server-error-not-found',
    topic: 'errors',
    says: 'A credential that is not there is no 401 or 403.',
    level: 'MUST',
    source: SENDS,
    test: async (backend) => {
      const { status, body } = await backend.call('zeus', `/sdk/credentials/${randomUUID()}`)
      return status < 400 ? `the status is ${status}` : (keepsSession(status) ?? mismatch(body, envelope, 'the body'))
    },
  },
  {
    id: 'server-session-unknown',
    topic: 'errors',
    says: 'Asking for a session that is not there does not end the SDK’s.',
    level: 'MUST',
    source: 'SDK 2.4.0, startPolling',
    test: async (backend) =>
      keepsSession((await backend.call('zeus', `/sdk/actions/session-id/${randomUUID()}`)).status),
  },
  {
    id: 'server-cors-preflight',
    topic: 'browser',
    says: 'A preflight is answered without a token and allows the SDK’s headers and methods.',
    level: 'MUST',
    source: CORS,
    test: async (backend) => {
      const wanted = [
        'authorization',
        'content-type',
        'x-paragon-sdk-version',
        'x-paragon-credential',
        'x-paragon-configuration-id',
      ]
      const { status, headers } = await backend.call('zeus', '/sdk/me', {
        method: 'OPTIONS',
        token: null,
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': wanted.join(','),
        },
      })
      if (status >= 300) return `the status is ${status}`
      const allowed = headers.get('access-control-allow-headers')?.toLowerCase() ?? ''
      const missing = wanted.find((name) => !allowed.includes(name))
      if (missing !== undefined) return `${missing} is not allowed: ${allowed}`
      return mismatch(
        headers.get('access-control-allow-methods'),
        { $includes: 'PATCH' },
        'access-control-allow-methods',
      )
    },
  },
  {
    id: 'server-cors-error',
    topic: 'browser',
    says: 'A refusal can be read from another origin too.',
    level: 'MUST',
    source: CORS,
    test: async (backend) => {
      const { headers } = await backend.call('zeus', '/sdk/me', { token: 'not-a-token', headers: { origin: ORIGIN } })
      return mismatch(
        headers.get('access-control-allow-origin'),
        { $oneOf: ['*', ORIGIN] },
        'access-control-allow-origin',
      )
    },
  },
  {
    id: 'server-portal-framed',
    topic: 'browser',
    says: 'The Connect Portal can be framed by the app.',
    level: 'MUST',
    source: 'SDK 2.4.0, the portal is an iframe',
    test: async (backend) => {
      const { status, headers } = await backend.call('connect', `/ui?projectId=${backend.projectId}`, {
        token: null,
        headers: { accept: 'text/html' },
      })
      return mismatch({ status, options: headers.get('x-frame-options') }, { status: 200, options: { $absent: 1 } })
    },
  },
  {
    id: 'server-proxy-not-connected',
    topic: 'proxy',
    says: 'A proxied call for an integration that is not connected says so.',
    level: 'MUST',
    source: 'https://docs.useparagon.com/apis/proxy',
    test: async (backend) => {
      const [type] =
        Object.entries(await statesOf(backend)).find(([, { allCredentials }]) => allCredentials?.length === 0) ?? []
      if (type === undefined) return undefined
      const { status, body } = await backend.call('proxy', `/sdk/proxy/${type}/`)
      return (
        keepsSession(status) ??
        mismatch(body, { message: { $includes: 'Integration not enabled for user.' } }, 'the body')
      )
    },
  },
  {
    id: 'server-tools',
    topic: 'actionkit',
    says: 'GET /tools answers tools by integration.',
    level: 'MUST',
    source: ACTIONKIT,
    test: async (backend) =>
      mismatch(await backend.call('actionkit', '/tools'), {
        status: 200,
        body: { tools: { $type: 'object' }, errors: { $type: 'array' } },
      }),
  },
  {
    id: 'server-tools-available',
    topic: 'actionkit',
    says: 'With limit_to_available=false tools of integrations that are not connected are listed too.',
    level: 'MUST',
    source: ACTIONKIT,
    test: async (backend) => {
      const count = async (search: string) => {
        const { body } = await backend.call('actionkit', `/tools${search}`)
        return isObject(body) && isObject(body.tools) ? Object.keys(body.tools).length : 0
      }
      const [some, all] = await Promise.all([count(''), count('?limit_to_available=false')])
      return mismatch(all, { $atLeast: Math.max(some, 1) }, 'the number of integrations with tools')
    },
  },
  {
    id: 'server-triggers',
    topic: 'actionkit',
    says: 'GET /triggers answers triggers by integration.',
    level: 'MUST',
    source: 'https://docs.useparagon.com/actionkit/triggers',
    test: async (backend) =>
      mismatch(await backend.call('actionkit', '/triggers'), { status: 200, body: { triggers: { $type: 'object' } } }),
  },
  {
    id: 'server-syncs',
    topic: 'sync',
    says: 'GET /api/syncs answers the user’s syncs.',
    level: 'MUST',
    source: SYNC,
    test: async (backend) =>
      mismatch(await backend.call('sync', '/api/syncs'), { status: 200, body: { data: { $type: 'array' } } }),
  },
  {
    id: 'server-syncs-audience',
    topic: 'sync',
    says: 'Managed Sync refuses a token without an audience.',
    level: 'MUST',
    source: SYNC,
    test: async (backend) =>
      mismatch(
        (await backend.call('sync', '/api/syncs', { token: backend.token({ aud: undefined }) })).status,
        401,
        'the status',
      ),
  },
  {
    id: 'server-permissions-all',
    topic: 'permissions',
    says: 'A token that may do everything shows what one without the claim does.',
    level: 'MUST',
    source: PERMISSIONS,
    test: async (backend) => {
      const [plain, all] = await Promise.all([
        statesOf(backend),
        statesOf(backend, { [CLAIM]: { 'integration:*': true } }),
      ])
      return mismatch(idsOf(all), { $exactly: idsOf(plain) }, 'the accounts')
    },
  },
  {
    id: 'server-permissions-none',
    topic: 'permissions',
    says: 'A token for one account that is not there shows none.',
    level: 'MUST',
    source: PERMISSIONS,
    test: async (backend) => {
      const states = await statesOf(backend, {
        [CLAIM]: { 'integration:none': { [`credential:${randomUUID()}`]: true } },
      })
      return mismatch(idsOf(states), { $exactly: [] }, 'the accounts')
    },
  },
  {
    id: 'server-metadata-merged',
    topic: 'user',
    says: 'PATCH /sdk/me adds to the metadata that are there.',
    level: 'MUST',
    source: USERS,
    write: true,
    test: async (backend) => {
      for (const meta of [{ contractOne: 'a' }, { contractTwo: 'b' }]) {
        const { status } = await backend.call('zeus', '/sdk/me', { method: 'PATCH', body: { meta } })
        if (status >= 300) return `PATCH is answered ${status}`
      }
      return mismatch((await backend.call('zeus', '/sdk/me')).body, { meta: { contractOne: 'a', contractTwo: 'b' } })
    },
  },
  {
    id: 'server-event-accepted',
    topic: 'events',
    says: 'An App Event that nobody listens to is answered 201.',
    level: 'MUST',
    source: 'https://docs.useparagon.com/workflows/triggers/app-events',
    write: true,
    test: async (backend) => {
      const body = { name: `paragon-contract.${randomUUID()}`, payload: {} }
      return mismatch(
        (await backend.call('zeus', '/sdk/events/trigger', { method: 'POST', body })).status,
        201,
        'the status',
      )
    },
  },
  {
    id: 'server-session-delete',
    topic: 'errors',
    says: 'Deleting a session that is not there succeeds.',
    level: 'MUST',
    source: 'trap T23',
    write: true,
    test: async (backend) => {
      const { status } = await backend.call('zeus', `/sdk/actions/session-id/${randomUUID()}`, { method: 'DELETE' })
      return status < 300 ? undefined : `the status is ${status}`
    },
  },
]

const idsOf = (states: States) =>
  Object.values(states).flatMap(({ allCredentials }) => (allCredentials ?? []).map(({ id }) => id))
