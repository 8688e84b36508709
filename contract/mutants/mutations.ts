import type { Send } from '../drivers/rest/client.ts'
import { ParagonError } from '../drivers/rest/client.ts'
import type { OpenUrl } from '../drivers/serve.ts'
import type { CommandName } from '../protocol/messages.ts'

/**
 * Ways to be wrong. Each is the REST driver with one thing broken, at the wire (`send`) or at a command (`command`); the suite
 * must turn red exactly the checks that mutants.yaml lists for it, or it could not have told.
 */
export interface Mutation {
  /** Commands in which anything is different, all of them unless given. A case that runs none of them goes as ever. */
  reach?: readonly CommandName[]
  send?: (request: Request, next: Send) => Promise<Response>
  command?: Change
}
type Params = Record<string, unknown>
type Change = (name: string, params: Params, next: Next, openUrl: OpenUrl) => Promise<unknown>
/** Runs a command as the driver has it. */
export type Next = (name: string, params: Params, openUrl?: OpenUrl) => Promise<unknown>

const CREDENTIAL = 'x-paragon-credential'
const CONFIGURATION = 'x-paragon-configuration-id'

// At the wire

const is = (request: Request, method: string, path: RegExp) =>
  (method === '*' || request.method === method) && path.test(new URL(request.url).pathname)

function withHeaders(request: Request, change: (headers: Headers) => void): Request {
  const headers = new Headers(request.headers)
  change(headers)
  return new Request(request, { headers })
}

const renamed = (from: string, to: string | undefined) => (request: Request, next: Send) =>
  next(
    withHeaders(request, (headers) => {
      const value = headers.get(from)
      headers.delete(from)
      if (value !== null && to !== undefined) headers.set(to, value)
    }),
  )

const droppedHeader = (header: string, path: RegExp) => (request: Request, next: Send) =>
  is(request, '*', path) ? renamed(header, undefined)(request, next) : next(request)

/** With the body of some requests changed. */
const withBody =
  (method: string, path: RegExp, change: (body: Params, request: Request) => unknown) =>
  async (request: Request, next: Send) => {
    if (!is(request, method, path)) return next(request)
    const text = await request.text()
    const body = change(text === '' ? {} : JSON.parse(text), request)
    return next(again(request, JSON.stringify(body)))
  }

const again = (request: Request, body: string) =>
  new Request(request.url, { method: request.method, headers: request.headers, body })

const withUrl = (path: RegExp, change: (url: URL) => void) => (request: Request, next: Send) => {
  if (!is(request, '*', path)) return next(request)
  const url = new URL(request.url)
  change(url)
  return next(new Request(url, request))
}

/** Sent once more when `isWrong`, whatever it is. */
const retried = (isWrong: (response: Response) => boolean) => async (request: Request, next: Send) => {
  const spare = request.clone()
  const response = await next(request)
  return isWrong(response) ? next(spare) : response
}

/** Answers with one code that mean something else than the client takes them for. */
const recoded = (code: string) => async (request: Request, next: Send) => {
  const response = await next(request)
  if (response.ok) return response
  const text = await response.text()
  const headers = { 'content-type': response.headers.get('content-type') ?? 'text/plain' }
  return new Response(text.replace(`"code":"${code}"`, '"code":"1"'), { status: response.status, headers })
}

// At commands

interface Account {
  id: string
  status: string
  externalId?: string
}
interface User {
  authenticated: boolean
  integrations?: Record<string, { allCredentials: Account[] }>
}
const isUser = (value: unknown): value is User =>
  typeof value === 'object' && value !== null && 'authenticated' in value

const on = (
  reach: readonly CommandName[],
  change: (params: Params, next: (params: Params) => Promise<unknown>, all: Next) => unknown,
): Mutation => ({
  reach,
  command: async (name, params, next, openUrl) =>
    reach.some((each) => each === name)
      ? change(params, (changed) => next(name, changed, openUrl), next)
      : next(name, params, openUrl),
})

const without = (params: Params, ...keys: string[]) =>
  Object.fromEntries(Object.entries(params).filter(([key]) => !keys.includes(key)))

async function accountsOf(type: unknown, all: Next): Promise<Account[]> {
  const user = await all('getUser', {})
  return isUser(user) ? (user.integrations?.[String(type)]?.allCredentials ?? []) : []
}

/** What getUser answers, with the accounts of each integration changed. */
const accounts = (change: (all: Account[]) => Account[]): Mutation =>
  on(['getUser'], async (params, next) => {
    const user = await next(params)
    if (!isUser(user) || !user.integrations) return user
    const integrations = Object.fromEntries(
      Object.entries(user.integrations).map(([type, state]) => [
        type,
        { ...state, allCredentials: change(state.allCredentials) },
      ]),
    )
    return { ...user, integrations }
  })

const onError =
  (react: (error: ParagonError, name: string, all: Next) => unknown): Change =>
  async (name, params, next, openUrl) => {
    try {
      return await next(name, params, openUrl)
    } catch (error) {
      return react(error instanceof ParagonError ? error : new ParagonError(String(error)), name, next)
    }
  }

const logsOutOn = (status: number): Change =>
  onError(async (error, _, all) => {
    if (error.status === status) await all('reset', {})
    throw error
  })

const targeted: readonly CommandName[] = ['request', 'workflow', 'runTool']

export const mutations: Record<string, () => Mutation> = {
  // Targeting
  'wrong-header-name': () => ({ send: renamed(CREDENTIAL, 'x-paragon-credentials') }),
  'no-selection-on-proxy': () => ({ reach: ['request'], send: droppedHeader(CREDENTIAL, /\/sdk\/proxy\//) }),
  'no-selection-on-workflow': () => ({ reach: ['workflow'], send: droppedHeader(CREDENTIAL, /\/sdk\/triggers\//) }),
  'no-selection-on-event': () => ({ reach: ['event'], send: droppedHeader(CREDENTIAL, /\/events\/trigger$/) }),
  'no-selection-on-tools': () => ({ reach: ['listTools', 'runTool'], send: droppedHeader(CREDENTIAL, /\/tools$/) }),
  'no-selection-on-triggers': () => ({ reach: ['getTriggers'], send: droppedHeader(CREDENTIAL, /\/triggers$/) }),
  'no-selection-on-account': () => ({
    reach: ['getIntegrationAccount'],
    send: droppedHeader(CREDENTIAL, /\/sdk\/credentials$/),
  }),
  'no-configuration': () => ({ send: renamed(CONFIGURATION, undefined) }),
  'wrong-configuration-header': () => ({ send: renamed(CONFIGURATION, 'x-paragon-configuration') }),
  'newest-as-default': () =>
    on(['request'], async (params, next, all) => {
      if (params.selectedCredentialId !== undefined) return next(params)
      const newest = (await accountsOf(params.integration, all)).at(-1)?.id
      return next({ ...params, ...(newest !== undefined && { selectedCredentialId: newest }) })
    }),
  'sticky-selection': () => {
    let last: unknown
    return {
      reach: targeted,
      command: async (name, params, next, openUrl) => {
        if (name === 'authenticate') last = undefined
        if (!targeted.some((each) => each === name)) return next(name, params, openUrl)
        last = params.selectedCredentialId ?? last
        return next(name, { ...params, ...(last !== undefined && { selectedCredentialId: last }) }, openUrl)
      },
    }
  },
  'caches-by-path': () => {
    const cache = new Map<unknown, Promise<unknown>>()
    return {
      reach: ['request'],
      command: async (name, params, next, openUrl) => {
        if (name === 'reset' || name === 'authenticate') cache.clear()
        if (name !== 'request' || (params.method ?? 'GET') !== 'GET') return next(name, params, openUrl)
        const key = `${params.integration} ${params.path}`
        const known = cache.get(key) ?? next(name, params, openUrl)
        cache.set(key, known)
        return known
      },
    }
  },

  // Managed Sync
  'sync-drops-credential': () => ({
    reach: ['enableSync'],
    send: withBody('POST', /\/api\/syncs$/, (body) => without(body, 'credentialId')),
  }),
  'sync-credential-in-header': () => ({
    reach: ['enableSync'],
    send: async (request, next) => {
      if (!is(request, 'POST', /\/api\/syncs$/)) return next(request)
      const body: Params = JSON.parse(await request.text())
      const moved = again(request, JSON.stringify(without(body, 'credentialId')))
      return next(
        withHeaders(moved, (headers) => body.credentialId && headers.set(CREDENTIAL, String(body.credentialId))),
      )
    },
  }),
  'sync-update-extra-fields': () => ({
    reach: ['updateSync'],
    send: withBody('PATCH', /\/api\/syncs\/[^/]+$/, (body) => ({ ...body, status: 'ACTIVE' })),
  }),
  'sync-lists-all': () => ({
    reach: ['listSyncs'],
    send: withUrl(/\/api\/syncs$/, (url) => url.searchParams.delete('credentialId')),
  }),
  'sync-ignores-cursor': () => ({
    reach: ['listRecords'],
    send: withUrl(/\/records$/, (url) => url.searchParams.delete('cursor')),
  }),
  'sync-ignores-page-size': () => ({
    reach: ['listRecords'],
    send: withUrl(/\/records$/, (url) => url.searchParams.delete('pageSize')),
  }),

  // Connecting
  'adds-when-it-should-replace': () =>
    on(['installIntegration'], (params, next) => next(without(params, 'selectedCredentialId'))),
  'replaces-when-it-should-add': () =>
    on(['installIntegration'], async (params, next, all) => {
      if (!params.allowMultipleCredentials || params.selectedCredentialId !== undefined) return next(params)
      const [first] = await accountsOf(params.integration, all)
      return next({ ...without(params, 'externalId'), ...(first && { selectedCredentialId: first.id }) })
    }),
  'always-allows-several': () =>
    on(['installIntegration'], (params, next) => next({ ...params, allowMultipleCredentials: true })),
  'forgets-external-id': () =>
    on(['installIntegration'], (params, next) =>
      next(String(params.externalId).startsWith('team') ? without(params, 'externalId') : params),
    ),
  'takes-blank-external-id': () =>
    on(['installIntegration'], (params, next) =>
      next(String(params.externalId).trim() === '' ? without(params, 'externalId') : params),
    ),
  'takes-external-id-with-selection': () =>
    on(['installIntegration'], (params, next) =>
      next(params.selectedCredentialId === undefined ? params : without(params, 'externalId')),
    ),
  'completes-twice': () => ({
    reach: ['installIntegration'],
    send: async (request, next) => {
      const spare = request.clone()
      const response = await next(request)
      return is(request, 'POST', /\/sdk\/credentials$/) ? next(spare) : response
    },
  }),
  'never-completes': () => ({
    reach: ['installIntegration'],
    send: async (request, next) => {
      if (!is(request, 'POST', /\/sdk\/credentials$/)) return next(request)
      const { payload } = JSON.parse(await request.text())
      return next(new Request(`${request.url}/${payload.credentialId}`, { headers: request.headers }))
    },
  }),
  'names-another-origin': () => ({
    reach: ['installIntegration'],
    send: withUrl(/\/build-oauth$/, (url) => url.searchParams.set('originForPostMessage', 'http://127.0.0.1:3000')),
  }),
  'no-key-for-attempt': () => ({
    reach: ['installIntegration'],
    send: withUrl(/\/build-oauth$/, (url) => url.searchParams.delete('oauthMetaKeyId')),
  }),
  'skips-first-page': () => ({
    reach: ['installIntegration'],
    command: (name, params, next, openUrl) =>
      next(name, params, async (url) => (url.includes('/oauth-nonce') ? { message: null } : openUrl(url))),
  }),
  'ignores-denial': () => ({
    reach: ['installIntegration'],
    command: onError((error, name) => {
      if (name === 'installIntegration' && error.code === 'access_denied') return null
      throw error
    }),
  }),

  // Removing
  'removes-default-always': () =>
    on(['uninstallIntegration'], (params, next) => next(without(params, 'selectedCredentialId'))),
  'removes-all': () =>
    on(['uninstallIntegration'], async (params, next, all) => {
      await next(params)
      for (const { id } of await accountsOf(params.integration, all))
        await next({ ...params, selectedCredentialId: id })
      return null
    }),
  'removes-another-instead': () =>
    on(['uninstallIntegration'], (params, next) =>
      next(params).catch((error: unknown) => {
        if (params.selectedCredentialId === undefined) throw error
        return next(without(params, 'selectedCredentialId'))
      }),
    ),
  'removing-nothing-succeeds': () => ({
    reach: ['uninstallIntegration'],
    command: onError((error, name) => {
      if (name === 'uninstallIntegration' && error.message.includes('not installed')) return null
      throw error
    }),
  }),

  // Listing
  'lists-one-account': () => accounts((all) => all.slice(0, 1)),
  'lists-newest-first': () => accounts((all) => all.toReversed()),
  'hides-lost-accounts': () => accounts((all) => all.filter(({ status }) => status !== 'INVALID')),
  'hides-external-ids': () => accounts((all) => all.map(({ externalId: _, ...rest }) => rest)),
  'shows-token': () => {
    let token: unknown
    return {
      reach: ['getUser'],
      command: async (name, params, next, openUrl) => {
        if (name === 'authenticate') token = params.token
        const result = await next(name, params, openUrl)
        return name === 'getUser' && isUser(result) ? { ...result, token } : result
      },
    }
  },
  'remembers-first-user': () => {
    let known: unknown
    return {
      reach: ['getUser'],
      command: async (name, params, next, openUrl) => {
        if (name === 'reset') known = undefined
        if (name !== 'getUser') return next(name, params, openUrl)
        known ??= await next(name, params, openUrl)
        return known
      },
    }
  },

  // Session
  'goes-on-after-401': () => {
    let session: Params | undefined
    return {
      reach: ['getUser'],
      command: async (name, params, next, openUrl) => {
        const result = await next(name, params, openUrl)
        if (name === 'reset') session = undefined
        if (name === 'authenticate') session = params
        if (name !== 'getUser' || !session || !isUser(result) || result.authenticated) return result
        await next('authenticate', session)
        return next('getUser', {})
      },
    }
  },
  'takes-expired-token': () => ({
    reach: ['authenticate'],
    command: onError((error, name) => {
      if (name === 'authenticate' && error.message.includes('expired')) return null
      throw error
    }),
  }),
  'logs-out-on-7210': () => ({ send: recoded('7210') }),
  'logs-out-on-7003': () => ({ send: recoded('7003') }),
  'logs-out-on-0704': () => ({ send: recoded('0704') }),
  'logs-out-on-404': () => ({ command: logsOutOn(404) }),
  'logs-out-on-500': () => ({ command: logsOutOn(500) }),
  'logs-out-on-proxied-401': () => ({ command: logsOutOn(401) }),
  'metadata-as-written': () => ({
    reach: ['authenticate', 'setUserMetadata'],
    send: withBody('PATCH', /\/sdk\/me$/, ({ meta }) => ({
      meta: Object.fromEntries(
        Object.entries(meta as Params).map(([key, value]) => [key === 'Name' ? 'name' : key, value]),
      ),
    })),
  }),
  'metadata-always-sent': () =>
    on(['authenticate'], async (params, next, all) => {
      await next(without(params, 'metadata'))
      return params.metadata === undefined ? null : all('setUserMetadata', { metadata: params.metadata })
    }),

  // Calls
  'unwraps-nothing': () => on(['request'], async (params, next) => ({ output: await next(params) })),
  'always-gets': () => on(['request'], (params, next) => next(without(params, 'method', 'body'))),
  'drops-own-headers': () => on(['request'], (params, next) => next(without(params, 'headers'))),
  'encodes-body-twice': () =>
    on(['request'], (params, next) =>
      next(typeof params.body === 'object' ? { ...params, body: JSON.stringify(JSON.stringify(params.body)) } : params),
    ),
  'empty-answer-fails': () =>
    on(['request'], async (params, next) => {
      const result = await next(params)
      if (result === undefined || result === '') throw new ParagonError('Unexpected end of JSON input')
      return result
    }),
  'wraps-workflow-body': () => on(['workflow'], (params, next) => next({ ...params, body: { payload: params.body } })),
  'drops-workflow-query': () => on(['workflow'], (params, next) => next(without(params, 'query'))),
  'event-under-other-name': () => ({
    reach: ['event'],
    send: withBody('POST', /\/events\/trigger$/, ({ name, payload }) => ({ name, payload, event: name })),
  }),
  'event-takes-lone-configuration': () =>
    on(['event'], (params, next) =>
      next(params.selectedCredentialId === undefined ? without(params, 'selectedConfigurationId') : params),
    ),
  'settings-of-default-account': () =>
    on(['updateIntegrationUserSettings', 'updateWorkflowUserSettings'], (params, next) =>
      next(without(params, 'selectedCredentialId')),
    ),
  'settings-replace-all': () => ({
    reach: ['updateIntegrationUserSettings', 'updateWorkflowUserSettings'],
    send: withBody('PATCH', /\/sdk\/credentials\/[^/]+$/, ({ config }) => {
      const { sharedSettings } = config as { sharedSettings?: Params }
      return { config: sharedSettings ? { sharedSettings: without(sharedSettings, 'import-folder') } : config }
    }),
  }),
  'configuration-without-external-id': () => ({
    reach: ['createConfiguration'],
    send: withBody('POST', /\/configurations$/, () => ({})),
  }),
  'tool-under-old-key': () => ({
    reach: ['runTool'],
    send: withBody('POST', /\/tools$/, ({ tool, parameters }) => ({ action: tool, parameters })),
  }),
  'lists-all-tools': () => ({
    reach: ['listTools'],
    send: withUrl(/\/tools$/, (url) => url.searchParams.delete('integrations')),
  }),

  // Errors and retries
  'swallows-errors': () => ({ command: onError((_, name) => (name === 'request' ? null : { swallowed: true })) }),
  'words-of-its-own': () => ({
    command: onError((error) => {
      throw new ParagonError('Something went wrong.', { ...(error.status !== undefined && { status: error.status }) })
    }),
  }),
  'retries-503': () => ({ send: retried(({ status }) => status === 503) }),
  'retries-500': () => ({ send: retried(({ status }) => status === 500) }),
  'retries-429': () => ({ send: retried(({ status }) => status === 429) }),
  'retries-401': () => ({ send: retried(({ status }) => status === 401) }),
  'retries-403': () => ({ send: retried(({ status }) => status === 403) }),
  'retries-lost-answers': () => ({
    send: (request, next) => {
      const spare = request.clone()
      return next(request).catch(() => next(spare))
    },
  }),
  'double-posts-writes': () => ({
    reach: ['request'],
    send: async (request, next) => {
      const spare = request.clone()
      const response = await next(request)
      return is(request, 'POST', /\/sdk\/proxy\//) ? next(spare) : response
    },
  }),

  // Leaks
  'token-in-address': () => ({
    send: (request, next) => {
      const token = request.headers.get('authorization')?.slice('Bearer '.length) ?? ''
      return withUrl(/\/sdk\/me$/, (url) => url.searchParams.set('userToken', token))(request, next)
    },
  }),
  'token-to-third-party': () => ({
    reach: ['request'],
    send: (request, next) =>
      next(
        is(request, '*', /\/sdk\/proxy\//)
          ? withHeaders(request, (headers) =>
              headers.set('x-debug', headers.get('authorization')?.slice('Bearer '.length) ?? ''),
            )
          : request,
      ),
  }),
  'account-to-third-party': () => ({
    reach: ['request'],
    send: (request, next) =>
      withUrl(/\/sdk\/proxy\//, (url) => {
        const account = request.headers.get(CREDENTIAL)
        if (account !== null) url.searchParams.set('quotaUser', account)
      })(request, next),
  }),
  'logs-token': () => ({
    send: (request, next) => {
      console.error(`${request.method} ${request.url} ${request.headers.get('authorization')}`)
      return next(request)
    },
  }),
  'logs-answers': () =>
    on(['getIntegrationAccount'], async (params, next) => {
      const result = await next(params)
      console.error(JSON.stringify(result))
      return result
    }),
  'token-in-error': () => {
    let token: unknown
    return {
      command: async (name, params, next, openUrl) => {
        if (name === 'authenticate') token = params.token
        return next(name, params, openUrl).catch((error: unknown) => {
          if (!(error instanceof ParagonError)) throw error
          const { message, status, code } = error
          throw new ParagonError(`${message} (with ${token})`, {
            ...(status !== undefined && { status }),
            ...(code !== undefined && { code }),
          })
        })
      },
    }
  },
}
