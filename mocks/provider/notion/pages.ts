import type { z } from 'zod'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import type { ProviderContext } from '../provider-context.ts'
import { NotionError } from './errors.ts'
import { type newPage, type pageChange, pageData, type search, titleOf } from './schemas.ts'

const PAGES = 'notion/pages'

/** Stores what an account starts with, the first time that it is used. */
export async function seedPages(ctx: ProviderContext, account: Account): Promise<void> {
  const titles =
    account.kind === 'work' ? ['Launch plan', 'Team handbook', 'Meeting notes'] : ['Recipes', 'Travel ideas']
  await ctx.store.provider.seed(account, () => ({
    records: titles.map((title) => pageRecord(ctx, account, { title, parentId: null, inTrash: false })),
  }))
}

/** Pages whose title has the words, the last changed first. */
export async function searchPages(ctx: ProviderContext, account: Account, input: z.infer<typeof search>) {
  const { query, filter, page_size: size, start_cursor: cursor } = input
  const found =
    filter && filter.value !== 'page'
      ? []
      : await ctx.store.provider.records.list(account.id, PAGES, {
          order: 'dateModified',
          direction: 'desc',
          matches: ({ data }) => {
            const { title, inTrash } = pageData.parse(data)
            return !inTrash && title.toLowerCase().includes(query.toLowerCase())
          },
        })
  const start = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor)
  if (start === -1) throw new NotionError('validation_error', 'The start_cursor provided is invalid.')
  const next = found[start + size]
  return {
    object: 'list',
    results: found.slice(start, start + size).map(pageView),
    next_cursor: next?.id ?? null,
    has_more: next !== undefined,
    type: 'page_or_data_source',
    page_or_data_source: {},
  }
}

export async function getPage(ctx: ProviderContext, account: Account, id: string) {
  return pageView(await requirePage(ctx, account, id))
}

export async function createPage(ctx: ProviderContext, account: Account, input: z.infer<typeof newPage>) {
  const parentId = 'page_id' in input.parent ? input.parent.page_id : null
  if (parentId !== null) await requirePage(ctx, account, parentId)
  const record = pageRecord(ctx, account, { title: titleOf(input.properties), parentId, inTrash: false })
  await ctx.store.provider.records.create(record)
  return pageView(record)
}

export async function updatePage(
  ctx: ProviderContext,
  account: Account,
  id: string,
  { properties, in_trash }: z.infer<typeof pageChange>,
) {
  const { data } = await requirePage(ctx, account, id)
  const change = {
    ...pageData.parse(data),
    ...(properties && { title: titleOf(properties) }),
    ...(in_trash !== undefined && { inTrash: in_trash }),
  }
  const now = ctx.clockOf(account.projectId).timestamp()
  const updated = await ctx.store.provider.records.update(account.id, PAGES, id, change, now)
  if (!updated) throw pageNotFound(id)
  return pageView(updated)
}

async function requirePage(ctx: ProviderContext, account: Account, id: string): Promise<ProviderRecord> {
  const record = await ctx.store.provider.records.find(account.id, PAGES, id)
  if (!record) throw pageNotFound(id)
  return record
}

const pageNotFound = (id: string) =>
  new NotionError(
    'object_not_found',
    `Could not find page with ID: ${id}. Make sure the relevant pages and databases are shared with your integration.`,
  )

function pageRecord(ctx: ProviderContext, account: Account, data: z.infer<typeof pageData>): ProviderRecord {
  const now = ctx.clockOf(account.projectId).timestamp()
  return {
    accountId: account.id,
    kind: PAGES,
    id: ctx.randomOf(account.projectId).uuid(),
    data,
    dateCreated: now,
    dateModified: now,
  }
}

/** developers.notion.com/reference/page, without icon, cover and who did it. */
function pageView({ id, data, dateCreated, dateModified }: ProviderRecord) {
  const { title, parentId, inTrash } = pageData.parse(data)
  return {
    object: 'page',
    id,
    created_time: dateCreated,
    last_edited_time: dateModified,
    parent: parentId === null ? { type: 'workspace', workspace: true } : { type: 'page_id', page_id: parentId },
    archived: inTrash,
    in_trash: inTrash,
    properties: {
      title: {
        id: 'title',
        type: 'title',
        title: [{ type: 'text', text: { content: title, link: null }, plain_text: title, href: null }],
      },
    },
    url: `https://www.notion.so/${id.replaceAll('-', '')}`,
    public_url: null,
  }
}
