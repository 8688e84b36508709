import { z } from 'zod'
import type { CalendarEvent } from '../../store/calendar-events.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { GoogleApiError, notFound } from '../google/errors.ts'
import type { ProviderContext } from '../provider-context.ts'
import { invalid } from './errors.ts'
import { readEventBody } from './event-body.ts'
import { EVENT_ID, newEventId } from './event-id.ts'
import { type Query, readListing } from './listing.ts'
import { etagOf } from './resources.ts'

export async function listEvents(
  ctx: ProviderContext,
  account: Account,
  given: Query,
): Promise<{ events: CalendarEvent[]; nextPageToken: string | undefined }> {
  const { query, pageSize, tokenAfter } = readListing(account, given)
  const found = await ctx.store.provider.events.list(account.id, query)
  const events = found.slice(0, pageSize)
  const last = events.at(-1)
  return { events, nextPageToken: last && found.length > pageSize ? tokenAfter(last) : undefined }
}

/** When the calendar last changed. */
export async function lastChange(ctx: ProviderContext, account: Account): Promise<Date> {
  return (await ctx.store.provider.events.lastUpdate(account.id)) ?? account.dateCreated
}

/** A deleted event is there, too, as "cancelled". Throws GoogleApiError 404. */
export async function getEvent(ctx: ProviderContext, account: Account, eventId: string): Promise<CalendarEvent> {
  const event = await ctx.store.provider.events.find(account.id, eventId)
  if (!event) throw notFound()
  return event
}

const idSchema = z.object({ id: z.string().regex(EVENT_ID).nullish() })

export async function insertEvent(ctx: ProviderContext, account: Account, body: unknown): Promise<CalendarEvent> {
  const fields = readEventBody(body)
  const given = idSchema.safeParse(body ?? {})
  if (!given.success) throw invalid('Invalid resource id value.')
  const now = ctx.clockOf(account.projectId).timestamp()
  const event = {
    ...fields,
    id: given.data.id ?? newEventId(ctx.randomOf(account.projectId)),
    accountId: account.id,
    sequence: fields.sequence ?? 0,
    dateCreated: now,
    dateUpdated: now,
  }
  if (!(await ctx.store.provider.events.create(event))) {
    throw new GoogleApiError(409, 'duplicate', 'The requested identifier already exists.')
  }
  return event
}

export interface UpdateInput {
  body: unknown
  /** Whether what the body does not name stays as it is (PATCH) or goes (PUT). */
  keepsOthers: boolean
  /** The `If-Match` header. */
  ifMatch: string | undefined
}

export function updateEvent(
  ctx: ProviderContext,
  account: Account,
  eventId: string,
  { body, keepsOthers, ifMatch }: UpdateInput,
): Promise<CalendarEvent> {
  return write(ctx, account, eventId, ifMatch, (event) => {
    const fields = readEventBody(body, keepsOthers ? event : undefined)
    if (fields.sequence !== undefined && fields.sequence < event.sequence) {
      throw invalid(
        'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. Re-fetch the resource and use its sequence number on the following request.',
      )
    }
    const isMoved =
      fields.isAllDay !== event.isAllDay ||
      fields.dateStart.getTime() !== event.dateStart.getTime() ||
      fields.dateEnd.getTime() !== event.dateEnd.getTime()
    const sequence = Math.max(fields.sequence ?? 0, event.sequence + (isMoved ? 1 : 0))
    return { ...event, ...fields, sequence }
  })
}

/** Cancels an event: it stays to be listed with `showDeleted`, and to be restored. */
export async function deleteEvent(
  ctx: ProviderContext,
  account: Account,
  eventId: string,
  ifMatch: string | undefined,
): Promise<void> {
  await write(ctx, account, eventId, ifMatch, (event) => {
    if (event.status === 'cancelled') throw new GoogleApiError(410, 'deleted', 'Resource has been deleted')
    return { ...event, status: 'cancelled' }
  })
}

/** Changes an event as it is at the moment of writing, whoever else may be writing to it. */
async function write(
  ctx: ProviderContext,
  account: Account,
  eventId: string,
  ifMatch: string | undefined,
  change: (event: CalendarEvent) => CalendarEvent,
): Promise<CalendarEvent> {
  for (;;) {
    const event = await getEvent(ctx, account, eventId)
    if (ifMatch !== undefined && ifMatch !== '*' && !ifMatch.split(/\s*,\s*/).includes(etagOf(event.dateUpdated))) {
      const where = { location: 'If-Match', locationType: 'header' } as const
      throw new GoogleApiError(412, 'conditionNotMet', 'Precondition Failed', { where })
    }
    // Another process may have a clock that is ahead.
    const dateUpdated = new Date(
      Math.max(ctx.clockOf(account.projectId).timestamp().getTime(), event.dateUpdated.getTime() + 1),
    )
    const changed = { ...change(event), dateUpdated }
    if (await ctx.store.provider.events.replace(event, changed)) return changed
  }
}
