import type { Hono } from 'hono'
import { z } from 'zod'
import { contactsOf } from '../../catalog/demo-contacts.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { demand, type GoogleEnv, type GoogleRequest, googleApi } from '../google/api.ts'
import { GoogleApiError, invalidValue, notFound, outOfRange, parameter } from '../google/errors.ts'
import { listName, readPageToken, writePageToken } from '../google/page-token.ts'
import { PEOPLE_SCOPES } from '../oauth/scopes.ts'
import type { ProviderContext } from '../provider-context.ts'
import { contactPerson, directoryPerson, isFound, readMask } from './person.ts'

/** Bytes; nothing is written here. */
const MAX_BODY = 1024
const position = z.object({ after: z.string() })

/**
 * Google's People API, version 1, as far as it reads: the address book of the token's account, and the directory of the
 * company that it is of (developers.google.com/people/api/rest). Changes and sync tokens are left out.
 */
export function peopleRoutes(ctx: ProviderContext): Hono<GoogleEnv> {
  return googleApi(ctx, { bases: ['/v1'], maxBody: MAX_BODY }, (app) => {
    app.get('/v1/people/me/connections', (c) => {
      demand(c, PEOPLE_SCOPES.contacts)
      const mask = maskOf(c, 'personFields')
      const account = c.get('account')
      const all = contactsOf(account)
      const { page, nextPageToken } = pageOf(c, all, ({ email }) => email, { standard: 100, most: 1000 })
      return c.json({
        connections: page.map((contact) => contactPerson(account, contact, mask)),
        ...(nextPageToken && { nextPageToken }),
        totalPeople: all.length,
        totalItems: all.length,
      })
    })

    // What follows a colon is a verb (google.aip.dev/136); the router would take it for a name.
    app.get('/v1/:verb', async (c) => {
      switch (c.req.param('verb')) {
        case 'people:searchContacts': {
          demand(c, PEOPLE_SCOPES.contacts)
          const mask = maskOf(c, 'readMask')
          const account = c.get('account')
          const found = contactsOf(account).filter((contact) => isFound(contact, c.req.query('query') ?? ''))
          const results = found
            .slice(0, sizeOf(c, { standard: 10, most: 30 }))
            .map((contact) => ({ person: contactPerson(account, contact, mask) }))
          return c.json({ results })
        }
        case 'people:listDirectoryPeople':
          return c.json(await directory(c))
        case 'people:searchDirectoryPeople': {
          const query = c.req.query('query')
          if (!query) throw new GoogleApiError(400, 'required', 'Query is required.', parameter('query'))
          return c.json({ ...(await directory(c, query)) })
        }
        default:
          throw notFound()
      }
    })
  })

  /** Colleagues of the account, all or those that are found. */
  async function directory(c: GoogleRequest, query?: string) {
    demand(c, PEOPLE_SCOPES.directory)
    const mask = maskOf(c, 'readMask')
    if (!c.req.queries('sources')?.length) {
      throw new GoogleApiError(400, 'required', 'Sources are required.', parameter('sources'))
    }
    const account = c.get('account')
    // The words are Google's; the status is assumed.
    if (account.kind !== 'work') throw new GoogleApiError(403, 'forbidden', 'Must be a G Suite domain user.')
    const colleagues = await ctx.store.provider.accounts.inDomain(
      account.projectId,
      account.directory,
      domainOf(account),
    )
    const found = query === undefined ? colleagues : colleagues.filter((each) => isFound(each, query))
    const { page, nextPageToken } = pageOf(c, found, ({ email }) => email, { standard: 100, most: 1000 })
    return {
      people: page.map((each) => directoryPerson(each, mask)),
      ...(nextPageToken && { nextPageToken }),
      ...(query !== undefined && { totalSize: found.length }),
    }
  }
}

const domainOf = ({ email }: Account) => email.slice(email.indexOf('@') + 1)

function maskOf(c: GoogleRequest, name: 'personFields' | 'readMask'): Set<string> {
  const mask = readMask(c.req.query(name))
  if (mask) return mask
  const message = `${name} mask is required. Please specify one or more valid paths.`
  throw new GoogleApiError(400, 'invalid', message, parameter(name))
}

function sizeOf(c: GoogleRequest, { standard, most }: { standard: number; most: number }): number {
  const text = c.req.query('pageSize') || '0'
  const size = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(size >= 0 && size <= most)) throw outOfRange('pageSize', text, 0, most)
  return size === 0 ? standard : size
}

/** A page of what is sorted by a key; a token of another list is refused. */
function pageOf<T>(
  c: GoogleRequest,
  all: readonly T[],
  keyOf: (each: T) => string,
  size: { standard: number; most: number },
) {
  const limit = sizeOf(c, size)
  const list = listName(c.get('account').id, c.req.path, c.req.query('query'))
  const token = c.req.query('pageToken')
  const after = token ? readPageToken(token, list, position).after : undefined
  const sorted = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const rest = after === undefined ? sorted : sorted.filter((each) => keyOf(each) > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  if (token && !last) throw invalidValue('pageToken')
  return { page, nextPageToken: last && rest.length > limit ? writePageToken(list, { after: keyOf(last) }) : undefined }
}
