import { z } from 'zod'
import { instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { refusalsOf } from '../refusals.ts'
import { newPage, pageChange, search } from './schemas.ts'

/** developers.notion.com/reference/status-codes */
const refusals = refusalsOf(
  z
    .object({ object: z.literal('error'), status: z.int(), code: z.string(), message: z.string() })
    .meta({ id: 'NotionError' }),
)
const refused = refusals(401, 429)

const user = z.object({
  object: z.literal('user'),
  id: uuid,
  name: z.string(),
  avatar_url: z.null(),
  type: z.literal('person'),
  person: z.object({ email: z.string() }),
})
/** developers.notion.com/reference/user, of a bot that acts for a person. */
const bot = z.object({
  object: z.literal('user'),
  id: uuid,
  name: z.string(),
  type: z.literal('bot'),
  bot: z.object({ owner: z.object({ type: z.literal('user'), user }) }),
})

/** developers.notion.com/reference/rich-text */
const richText = z.object({
  type: z.literal('text'),
  text: z.object({ content: z.string(), link: z.null() }),
  plain_text: z.string(),
  href: z.null(),
})
/** developers.notion.com/reference/page */
const page = z
  .object({
    object: z.literal('page'),
    id: uuid,
    created_time: instant,
    last_edited_time: instant,
    parent: z.union([
      z.object({ type: z.literal('workspace'), workspace: z.literal(true) }),
      z.object({ type: z.literal('page_id'), page_id: uuid }),
    ]),
    archived: z.boolean(),
    in_trash: z.boolean(),
    properties: z.object({
      title: z.object({ id: z.literal('title'), type: z.literal('title'), title: z.array(richText) }),
    }),
    url: z.string(),
    public_url: z.null(),
  })
  .meta({ id: 'NotionPage' })

export const notionOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/users/me',
    operationId: 'getSelf',
    summary: 'The bot that the token is of, and for whom it acts',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(bot), ...refused },
  },
  {
    method: 'POST',
    path: '/v1/search',
    operationId: 'search',
    summary: 'Pages by their titles, a page of results at a time',
    source: 'documented',
    access: 'read',
    body: search,
    isBodyOptional: true,
    responses: {
      200: ok(
        z.object({
          object: z.literal('list'),
          results: z.array(page),
          next_cursor: uuid.nullable(),
          has_more: z.boolean(),
          type: z.literal('page_or_data_source'),
          page_or_data_source: z.object({}),
        }),
      ),
      ...refused,
      ...refusals(400),
    },
  },
  {
    method: 'POST',
    path: '/v1/pages',
    operationId: 'createPage',
    summary: 'Makes a page, below another or at the top',
    source: 'documented',
    access: 'write',
    body: newPage,
    responses: { 200: ok(page), ...refused, ...refusals(400, 404) },
  },
  {
    method: 'GET',
    path: '/v1/pages/:id',
    operationId: 'getPage',
    summary: 'One page, without what is on it',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(page), ...refused, ...refusals(404) },
  },
  {
    method: 'PATCH',
    path: '/v1/pages/:id',
    operationId: 'updatePage',
    summary: 'Renames a page, or puts it into the trash',
    source: 'documented',
    access: 'write',
    body: pageChange,
    isBodyOptional: true,
    responses: { 200: ok(page), ...refused, ...refusals(400, 404) },
  },
]
