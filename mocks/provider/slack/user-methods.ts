import type { SlackMethod } from './api.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { SlackError } from './errors.ts'
import { MEMBERS, requireMember, toMember } from './member.ts'
import { memberResource } from './resources.ts'

export const userMethods: Record<string, SlackMethod> = {
  'users.list': {
    scopes: ['users:read'],
    async run(call) {
      const { account, args, records, clock } = call
      const limit = args.limit({ standard: Number.POSITIVE_INFINITY, most: 1000 })
      const list = ['users.list', account.id]
      const found = await records.list(account.id, MEMBERS, {
        order: 'dateCreated',
        direction: 'asc',
        after: readCursor(list, args.text('cursor')),
        ...(Number.isFinite(limit) && { limit: limit + 1 }),
      })
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      return {
        members: page.map((record) => memberResource(call, toMember(record))),
        cache_ts: Math.floor(clock.now() / 1000),
        response_metadata: { next_cursor: last ? writeCursor(list, { date: last.dateCreated, id: last.id }) : '' },
      }
    },
  },

  'users.info': {
    scopes: ['users:read'],
    async run(call) {
      const user = await requireMember(call.records, call.account.id, call.args.required('user'))
      return { user: memberResource(call, user) }
    },
  },

  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    async run(call) {
      const email = call.args.required('email').toLowerCase()
      const [found] = await call.records.list(call.account.id, MEMBERS, {
        order: 'dateCreated',
        direction: 'asc',
        matches: (record) => toMember(record).email === email,
        limit: 1,
      })
      if (!found) throw new SlackError('users_not_found')
      return { user: memberResource(call, toMember(found)) }
    },
  },
}
