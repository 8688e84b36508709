import type { Hono } from 'hono'
import type { CalendarEvent } from '../../store/calendar-events.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { answer, demand, fieldsOf, type GoogleEnv, type GoogleRequest, googleApi } from '../google/api.ts'
import { invalidValue, notFound } from '../google/errors.ts'
import { wants } from '../google/field-mask.ts'
import { parseJsonBody } from '../google/json-body.ts'
import { CALENDAR_SCOPES } from '../oauth/scopes.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readPageSize, refuseParameters } from './listing.ts'
import { deleteEvent, getEvent, insertEvent, lastChange, listEvents, updateEvent } from './operations.ts'
import {
  CALENDAR,
  CALENDAR_LIST,
  CALENDAR_LIST_ENTRY,
  calendarList,
  calendarListEntry,
  calendarResource,
  EVENT,
  EVENTS,
  eventList,
  eventResource,
} from './resources.ts'
import { CALENDAR_TIME_ZONE, formatIn, isTimeZone } from './time-zone.ts'

const BASE = '/calendar/v3'
/** Bytes. */
const MAX_BODY = 1024 ** 2

/** Google Calendar's API, version 3: a subset, answering for the account of the access token. */
export function calendarRoutes(ctx: ProviderContext): Hono<GoogleEnv> {
  return googleApi(ctx, { bases: [BASE], maxBody: MAX_BODY }, (app) => {
    app.get(`${BASE}/users/me/calendarList`, (c) => {
      demand(c, CALENDAR_SCOPES.calendars)
      const { maxResults, pageToken, ...others } = c.req.query()
      refuseParameters(others, ['syncToken'])
      readPageSize(maxResults, { standard: 100, most: 250 })
      // One page holds the only calendar, so that no token was ever given out.
      if (pageToken) throw invalidValue('pageToken')
      return answer(c, calendarList(c.get('account')), fieldsOf(c, CALENDAR_LIST))
    })

    app.get(`${BASE}/users/me/calendarList/:calendarId`, (c) => {
      demand(c, CALENDAR_SCOPES.calendars)
      const mask = fieldsOf(c, CALENDAR_LIST_ENTRY)
      return answer(c, calendarListEntry(ownerOf(c, c.req.param('calendarId'))), mask)
    })

    app.get(`${BASE}/calendars/:calendarId`, (c) => {
      demand(c, CALENDAR_SCOPES.calendars)
      const mask = fieldsOf(c, CALENDAR)
      return answer(c, calendarResource(ownerOf(c, c.req.param('calendarId'))), mask)
    })

    app.get(`${BASE}/calendars/:calendarId/events`, async (c) => {
      demand(c, CALENDAR_SCOPES.readEvents)
      const mask = fieldsOf(c, EVENTS)
      const format = timeFormat(c)
      const account = ownerOf(c, c.req.param('calendarId'))
      const { events, nextPageToken } = await listEvents(ctx, account, c.req.query())
      const isDated = wants(mask, 'updated') || wants(mask, 'etag')
      const updated = isDated ? await lastChange(ctx, account) : account.dateCreated
      const items = events.map((event) => eventResource(account, event, format))
      return answer(c, eventList(account, updated, items, nextPageToken), mask)
    })

    app.post(`${BASE}/calendars/:calendarId/events`, async (c) => {
      demand(c, CALENDAR_SCOPES.writeEvents)
      fieldsOf(c, EVENT)
      const account = ownerOf(c, c.req.param('calendarId'))
      return sendEvent(c, await insertEvent(ctx, account, parseJsonBody(await c.req.text())))
    })

    app.get(`${BASE}/calendars/:calendarId/events/:eventId`, async (c) => {
      demand(c, CALENDAR_SCOPES.readEvents)
      const account = ownerOf(c, c.req.param('calendarId'))
      const format = timeFormat(c)
      return sendEvent(c, await getEvent(ctx, account, c.req.param('eventId')), format)
    })

    app.on(['PATCH', 'PUT'], `${BASE}/calendars/:calendarId/events/:eventId`, async (c) => {
      demand(c, CALENDAR_SCOPES.writeEvents)
      fieldsOf(c, EVENT)
      const account = ownerOf(c, c.req.param('calendarId'))
      const input = {
        body: parseJsonBody(await c.req.text()),
        keepsOthers: c.req.method === 'PATCH',
        ifMatch: c.req.header('if-match'),
      }
      return sendEvent(c, await updateEvent(ctx, account, c.req.param('eventId'), input))
    })

    app.delete(`${BASE}/calendars/:calendarId/events/:eventId`, async (c) => {
      demand(c, CALENDAR_SCOPES.writeEvents)
      const account = ownerOf(c, c.req.param('calendarId'))
      await deleteEvent(ctx, account, c.req.param('eventId'), c.req.header('if-match'))
      return c.body(null, 204)
    })
  })
}

/** Whose calendar an id names: an account has one, and sees no other. */
function ownerOf(c: GoogleRequest, calendarId: string): Account {
  const account = c.get('account')
  if (calendarId !== 'primary' && calendarId.toLowerCase() !== account.email) throw notFound()
  return account
}

function sendEvent(c: GoogleRequest, event: CalendarEvent, format = formatIn(CALENDAR_TIME_ZONE)): Response {
  return answer(c, eventResource(c.get('account'), event, format), fieldsOf(c, EVENT))
}

/** By the `timeZone` asked for. */
function timeFormat(c: GoogleRequest): (instant: Date) => string {
  const timeZone = c.req.query('timeZone') || CALENDAR_TIME_ZONE
  if (!isTimeZone(timeZone)) throw invalidValue('timeZone')
  return formatIn(timeZone)
}
