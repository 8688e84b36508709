import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCalendarEvents } from '../../store/calendar-events.ts'
import { addAccount } from '../accounts.ts'
import { seedGoogle } from '../google/starting-contents.ts'
import { expectRefusal, type GoogleClient, signInAtGoogle } from '../google/testing.ts'
import { CALENDAR, DRIVE, type ProviderFixture, startProvider } from '../testing.ts'

const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'
const BASE = '/calendar/v3'
const EVENTS = `${BASE}/calendars/primary/events`
const LIST = `${BASE}/users/me/calendarList`
const LAUNCH = 'Q1 launch planning'

let fixture: ProviderFixture
let work: GoogleClient
let home: GoogleClient

beforeAll(async () => {
  fixture = await startProvider()
  work = await calendarOf(WORK)
  home = await calendarOf(HOME)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

/** The calendar of an account. */
const calendarOf = (email: string, scope = CALENDAR) => signInAtGoogle(fixture, email, scope)

interface Listed {
  id: string
  summary: string
}

const list = (calendar: GoogleClient, params: Record<string, string> = {}) =>
  calendar.json('GET', `${EVENTS}?${new URLSearchParams(params)}`)

async function summaries(calendar: GoogleClient, params: Record<string, string> = {}): Promise<string[]> {
  const { items } = await list(calendar, params)
  return items.map(({ summary }: Listed) => summary)
}

const refusedList = (params: Record<string, string>) => work.call('GET', `${EVENTS}?${new URLSearchParams(params)}`)

const hour = { start: { dateTime: '2026-02-02T10:00:00Z' }, end: { dateTime: '2026-02-02T11:00:00Z' } }
const insert = (calendar: GoogleClient, event: Record<string, unknown>) =>
  calendar.json('POST', EVENTS, { ...hour, ...event })

const count = () => fixture.ctx.store.prisma.calendarEvent.count()

/** An account without events. */
async function emptyCalendar(email: string): Promise<GoogleClient> {
  const { id } = await addAccount(fixture.ctx, { projectId: 'project', directory: 'google', email, name: 'Empty' })
  await fixture.ctx.store.prisma.calendarEvent.deleteMany({ where: { accountId: id } })
  return calendarOf(email)
}

describe('whose calendar it is', () => {
  it('is told by the token', async () => {
    for (const [calendar, email] of [
      [work, WORK],
      [home, HOME],
    ] as const) {
      const { kind, items } = await calendar.json('GET', LIST)
      expect(kind).toBe('calendar#calendarList')
      expect(items).toEqual([
        expect.objectContaining({
          kind: 'calendar#calendarListEntry',
          id: email,
          summary: email,
          primary: true,
          accessRole: 'owner',
          timeZone: 'UTC',
        }),
      ])
      expect(await calendar.json('GET', `${LIST}/primary`)).toEqual(items[0])
      expect(await calendar.json('GET', `${BASE}/calendars/primary`)).toMatchObject({
        kind: 'calendar#calendar',
        id: email,
        timeZone: 'UTC',
      })
    }
  })

  it('may be named by its id, in whatever letters', async () => {
    const byName = await work.json('GET', `${BASE}/calendars/${encodeURIComponent(WORK)}`)
    expect(await work.json('GET', `${BASE}/calendars/primary`)).toEqual(byName)
    expect(await work.json('GET', `${BASE}/calendars/${WORK.toUpperCase()}/events`)).toEqual(await list(work))
  })

  it('keeps the events of two accounts apart, whatever the request', async () => {
    const mine = await summaries(work)
    expect(mine).toContain(LAUNCH)
    expect(await summaries(home)).toContain('Dentist')
    expect((await summaries(home)).filter((summary) => mine.includes(summary))).toEqual([])

    const { items } = await list(work, { q: LAUNCH })
    const before = await work.json('GET', `${EVENTS}/${items[0].id}`)
    const body = JSON.stringify({ ...hour, summary: 'Taken' })
    for (const where of ['primary', HOME, WORK]) {
      const path = `${BASE}/calendars/${where}/events/${items[0].id}`
      for (const method of ['GET', 'PATCH', 'PUT', 'DELETE']) {
        await expectRefusal(await home.call(method, path, method === 'GET' ? undefined : body), 404, 'notFound')
      }
    }
    for (const path of [`${LIST}/${WORK}`, `${BASE}/calendars/${WORK}`, `${BASE}/calendars/${WORK}/events`]) {
      await expectRefusal(await home.call('GET', path), 404, 'notFound')
    }
    await expectRefusal(await home.call('POST', `${BASE}/calendars/${WORK}/events`, body), 404, 'notFound')
    expect(await work.json('GET', `${EVENTS}/${items[0].id}`)).toEqual(before)
  })

  it('lets two accounts use the same event id', async () => {
    const id = 'shared0id'
    await insert(work, { id, summary: 'Mine' })
    await insert(home, { id, summary: 'Yours' })
    await work.call('DELETE', `${EVENTS}/${id}`)
    expect(await home.json('GET', `${EVENTS}/${id}`)).toMatchObject({ summary: 'Yours', status: 'confirmed' })
  })

  it('answers by path on the provider itself, too', async () => {
    const headers = { authorization: `Bearer ${work.token}` }
    const response = await fixture.provider.fetch(new Request(`http://localhost:4020${EVENTS}`, { headers }))
    expect(await response.json()).toEqual(await list(work))
  })

  it('has events from the start for an account that was opened later', async () => {
    const account = { projectId: 'project', directory: 'google', email: 'late@mail.example', name: 'Late' }
    await addAccount(fixture.ctx, account)
    expect(await summaries(await calendarOf('late@mail.example'))).toEqual(['Welcome, Late', 'A day off'])
  })
})

describe('a token', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fixture.provider.fetch(new Request(`http://localhost:4020${path}`, { headers }))

  it.each([LIST, `${BASE}/calendars/primary`, EVENTS, `${EVENTS}/x`, `${BASE}/nothing`])(
    'is asked for by %s',
    async (path) => {
      await expectRefusal(await get(path), 401, 'required', 'Authorization')
      const wrong = await get(path, { authorization: 'Bearer ya29.invented' })
      expect(wrong.headers.get('www-authenticate')).toContain('Bearer')
      await expectRefusal(wrong, 401, 'authError', 'Authorization')
    },
  )

  it('that expired is refused', async () => {
    const { token } = await calendarOf('jonas.weber@northwind.example')
    fixture.ctx.advance(3_600_000)
    await expectRefusal(await get(EVENTS, { authorization: `Bearer ${token}` }), 401, 'authError', 'Authorization')
    work = await calendarOf(WORK)
    home = await calendarOf(HOME)
  })

  it('opens what its scope names, and nothing else', async () => {
    const { items } = await list(work, { q: LAUNCH })
    const path = `${EVENTS}/${items[0].id}`
    const body = JSON.stringify({})
    const drive = await calendarOf(WORK, DRIVE)
    const reader = await calendarOf(WORK, `${CALENDAR}.readonly`)
    const editor = await calendarOf(WORK, `${CALENDAR}.events`)
    const eventReader = await calendarOf(WORK, `${CALENDAR}.events.readonly`)
    const calls: [string, string, GoogleClient[], number][] = [
      ['GET', LIST, [reader], 200],
      ['GET', `${LIST}/primary`, [reader], 200],
      ['GET', `${BASE}/calendars/primary`, [reader], 200],
      ['GET', EVENTS, [reader, editor, eventReader], 200],
      ['GET', path, [reader, editor, eventReader], 200],
      ['PATCH', path, [editor], 200],
      // Without a start and an end; a scope that is missing is told first.
      ['POST', EVENTS, [editor], 400],
      ['PUT', path, [editor], 400],
      ['DELETE', `${EVENTS}/nothing`, [editor], 404],
    ]
    for (const [method, where, allowed, status] of calls) {
      for (const calendar of [drive, reader, editor, eventReader]) {
        const response = await calendar.call(method, where, method === 'GET' ? undefined : body)
        if (allowed.includes(calendar)) expect(response.status, `${method} ${where}`).toBe(status)
        else await expectRefusal(response, 403, 'insufficientPermissions')
      }
    }
    expect((await work.call('GET', '/drive/v3/files')).status).toBe(403)
  })
})

describe('the calendar list', () => {
  it('is one page', async () => {
    expect(await work.json('GET', `${LIST}?maxResults=1&fields=items/id,nextPageToken`)).toEqual({
      items: [{ id: WORK }],
    })
  })

  it.each([
    ['maxResults=0', 'invalidParameter', 'maxResults'],
    ['pageToken=invented', 'invalid', 'pageToken'],
    ['syncToken=invented', 'notSimulated', 'syncToken'],
    ['fields=nonsense', 'invalidParameter', 'fields'],
  ])('is refused with %s', async (query, reason, location) => {
    await expectRefusal(await work.call('GET', `${LIST}?${query}`), 400, reason, location)
  })
})

describe('a list of events', () => {
  let calendar: GoogleClient
  /** By time. */
  const all = ['early', 'noon', 'whole day', 'late', 'far']

  beforeAll(async () => {
    calendar = await emptyCalendar('list@mail.example')
    const at = (day: number, from: number, to: number) => ({
      start: { dateTime: `2026-03-0${day}T${String(from).padStart(2, '0')}:00:00Z` },
      end: { dateTime: `2026-03-0${day}T${String(to).padStart(2, '0')}:00:00Z` },
    })
    await insert(calendar, { summary: 'late', location: 'Hamburg', ...at(3, 18, 20) })
    await insert(calendar, { summary: 'far', description: '100% sure', ...at(9, 8, 9) })
    await insert(calendar, {
      summary: 'early',
      attendees: [{ email: 'ann@x.example', displayName: 'Ann Önnest' }],
      ...at(1, 8, 9),
    })
    await insert(calendar, { summary: 'whole day', start: { date: '2026-03-02' }, end: { date: '2026-03-03' } })
    await insert(calendar, { summary: 'noon', ...at(1, 12, 13) })
  })

  it('says what it is a list of', async () => {
    const { items, ...about } = await list(calendar)
    expect(about).toEqual({
      kind: 'calendar#events',
      etag: expect.stringMatching(/^".+"$/),
      summary: 'list@mail.example',
      updated: items.at(-1).updated,
      timeZone: 'UTC',
      accessRole: 'owner',
      defaultReminders: [{ method: 'popup', minutes: 10 }],
    })
    const empty = await emptyCalendar('empty@mail.example')
    expect(await list(empty)).toMatchObject({ items: [], updated: expect.stringMatching(/^2026-/) })
  })

  it('selects fields', async () => {
    const fields = 'items(summary,start/dateTime,attendees(email)),timeZone'
    expect(await list(calendar, { q: 'early', fields })).toEqual({
      timeZone: 'UTC',
      items: [
        { summary: 'early', start: { dateTime: '2026-03-01T08:00:00Z' }, attendees: [{ email: 'ann@x.example' }] },
      ],
    })
  })

  it.each<[Record<string, string>, string[]]>([
    [{}, ['late', 'far', 'early', 'whole day', 'noon']],
    [{ singleEvents: 'true', orderBy: 'startTime' }, all],
    [{ orderBy: 'updated' }, ['late', 'far', 'early', 'whole day', 'noon']],
  ])('with %j has the same order whole and page by page', async (params, expected) => {
    expect(await summaries(calendar, params)).toEqual(expected)
    for (const maxResults of ['1', '2', '4', '5']) {
      const seen: string[] = []
      let pageToken: string | undefined
      do {
        const page = await list(calendar, { ...params, maxResults, ...(pageToken && { pageToken }) })
        expect(page.items.length).toBeLessThanOrEqual(Number(maxResults))
        seen.push(...page.items.map(({ summary }: Listed) => summary))
        pageToken = page.nextPageToken
      } while (pageToken)
      expect(seen).toEqual(expected)
    }
  })

  it.each<[Record<string, string>, string[]]>([
    // The end of an event is compared to timeMin, its start to timeMax; both exclusive.
    [{ timeMin: '2026-03-01T09:00:00Z' }, ['noon', 'whole day', 'late', 'far']],
    [{ timeMin: '2026-03-01T08:59:59Z' }, all],
    [{ timeMin: '2026-03-01T08:59:59.999Z' }, all],
    [{ timeMin: '2026-03-01T10:00:00+01:00' }, ['noon', 'whole day', 'late', 'far']],
    [{ timeMax: '2026-03-02T00:00:00Z' }, ['early', 'noon']],
    [{ timeMax: '2026-03-02T00:00:01Z' }, ['early', 'noon', 'whole day']],
    [{ timeMin: '2026-03-02T12:00:00Z', timeMax: '2026-03-02T13:00:00Z' }, ['whole day']],
    [{ q: 'EARLY' }, ['early']],
    [{ q: 'hamburg late' }, ['late']],
    [{ q: 'hamburg early' }, []],
    [{ q: '100%' }, ['far']],
    [{ q: '1_0' }, []],
    [{ q: 'ÖNNEST' }, ['early']],
    [{ q: 'ann@x' }, ['early']],
    [{ q: ' ' }, all],
    [{ maxResults: '5000' }, all],
  ])('%j finds what it should', async (params, expected) => {
    expect(await summaries(calendar, { singleEvents: 'true', orderBy: 'startTime', ...params })).toEqual(expected)
  })

  it('is written in the time zone asked for', async () => {
    const inBerlin = await list(calendar, { q: 'noon', timeZone: 'Europe/Berlin' })
    expect(inBerlin.items[0].start).toEqual({ dateTime: '2026-03-01T13:00:00+01:00', timeZone: 'UTC' })
    const inKolkata = await work.json('GET', `${EVENTS}?timeZone=Asia/Kolkata&q=${encodeURIComponent(LAUNCH)}`)
    expect(inKolkata.items[0].start.dateTime).toMatch(/T15:00:00\+05:30$/)
    const [{ id }] = inBerlin.items
    const single = await calendar.json('GET', `${EVENTS}/${id}?timeZone=America/New_York`)
    expect(single.end.dateTime).toBe('2026-03-01T08:00:00-05:00')
  })

  it('goes on after the last event seen, whatever was added or removed before it', async () => {
    const params = { singleEvents: 'true', orderBy: 'startTime', maxResults: '2' }
    const first = await list(calendar, params)
    expect(first.items.map(({ summary }: Listed) => summary)).toEqual(['early', 'noon'])
    const added = await insert(calendar, {
      summary: 'before all',
      start: { dateTime: '2026-02-01T08:00:00Z' },
      end: { dateTime: '2026-02-01T09:00:00Z' },
    })
    const noon = first.items[1].id
    await calendar.call('DELETE', `${EVENTS}/${noon}`)
    expect(await summaries(calendar, { ...params, pageToken: first.nextPageToken })).toEqual(['whole day', 'late'])
    await fixture.ctx.store.prisma.calendarEvent.deleteMany({ where: { id: added.id } })
    await calendar.json('PATCH', `${EVENTS}/${noon}`, { status: 'confirmed' })
  })

  it('pages through events that start at the same time', async () => {
    const same = await emptyCalendar('same@mail.example')
    for (const summary of ['a', 'b', 'c', 'd', 'e']) await insert(same, { summary })
    const params = { singleEvents: 'true', orderBy: 'startTime' }
    const whole = await summaries(same, params)
    expect([...whole].sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
    const first = await list(same, { ...params, maxResults: '2' })
    const rest = await summaries(same, { ...params, pageToken: first.nextPageToken })
    expect([...first.items.map(({ summary }: Listed) => summary), ...rest]).toEqual(whole)
  })

  it('finds what matches among more events than are read at a time, 250 a page', async () => {
    const many = await emptyCalendar('many@mail.example')
    const owner = await fixture.ctx.store.prisma.providerAccount.findFirstOrThrow({
      where: { email: 'many@mail.example' },
    })
    const date = new Date('2026-01-01')
    const rows = Array.from({ length: 450 }, (_, index) => ({
      id: `many${String(index).padStart(3, '0')}`,
      accountId: owner.id,
      status: 'confirmed',
      summary: index % 150 === 0 ? `needle ${index}` : `hay ${index}`,
      isAllDay: false,
      dateStart: date,
      dateEnd: date,
      details: {},
      dateCreated: new Date(date.getTime() + index * 1000),
      dateUpdated: date,
    }))
    await fixture.ctx.store.prisma.calendarEvent.createMany({ data: rows })
    expect(await summaries(many, { q: 'needle' })).toEqual(['needle 0', 'needle 150', 'needle 300'])
    const first = await list(many, { q: 'needle', maxResults: '2' })
    expect(await summaries(many, { q: 'needle', pageToken: first.nextPageToken })).toEqual(['needle 300'])
    const page = await list(many)
    expect(page.items).toHaveLength(250)
    expect(await summaries(many, { pageToken: page.nextPageToken })).toHaveLength(200)
    expect((await list(many, { maxResults: '2500' })).items).toHaveLength(450)
  })

  it('has deleted events only when asked, or when they changed since updatedMin', async () => {
    const own = await emptyCalendar('deleted@mail.example')
    const kept = await insert(own, { summary: 'kept' })
    const gone = await insert(own, { summary: 'gone' })
    fixture.ctx.advance(10_000)
    await own.call('DELETE', `${EVENTS}/${gone.id}`)
    expect(await summaries(own)).toEqual(['kept'])
    expect(await summaries(own, { showDeleted: 'false' })).toEqual(['kept'])
    const { items } = await list(own, { showDeleted: 'true' })
    expect(items.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [kept.id, 'confirmed'],
      [gone.id, 'cancelled'],
    ])
    const since = items[1].updated
    expect(await summaries(own, { updatedMin: since })).toEqual(['gone'])
    expect(await summaries(own, { updatedMin: kept.updated, orderBy: 'updated' })).toEqual(['kept', 'gone'])
  })

  it.each<[Record<string, string>, string, string | undefined]>([
    [{ orderBy: 'startTime' }, 'invalid', 'orderBy'],
    [{ orderBy: 'startTime', singleEvents: 'false' }, 'invalid', 'orderBy'],
    [{ orderBy: 'summary' }, 'invalid', 'orderBy'],
    [{ singleEvents: 'yes' }, 'invalid', 'singleEvents'],
    [{ showDeleted: '1' }, 'invalid', 'showDeleted'],
    [{ maxResults: '0' }, 'invalidParameter', 'maxResults'],
    [{ maxResults: '-1' }, 'invalidParameter', 'maxResults'],
    [{ maxResults: 'all' }, 'invalidParameter', 'maxResults'],
    [{ maxResults: '9999999999' }, 'invalidParameter', 'maxResults'],
    [{ timeMin: '2026-03-01' }, 'badRequest', undefined],
    [{ timeMin: '2026-03-01T10:00:00' }, 'badRequest', undefined],
    [{ timeMax: 'tomorrow' }, 'badRequest', undefined],
    [{ timeMax: '2026-02-30T00:00:00Z' }, 'badRequest', undefined],
    [{ updatedMin: '2026' }, 'badRequest', undefined],
    [{ timeZone: 'Middle/Earth' }, 'invalid', 'timeZone'],
    [{ timeZone: '+01:00' }, 'invalid', 'timeZone'],
    [{ fields: 'items(nonsense)' }, 'invalidParameter', 'fields'],
    [{ syncToken: 'x' }, 'notSimulated', 'syncToken'],
    [{ iCalUID: 'x@google.com' }, 'notSimulated', 'iCalUID'],
    [{ privateExtendedProperty: 'a=b' }, 'notSimulated', 'privateExtendedProperty'],
    [{ sharedExtendedProperty: 'a=b' }, 'notSimulated', 'sharedExtendedProperty'],
    [{ eventTypes: 'birthday' }, 'notSimulated', 'eventTypes'],
    [{ maxAttendees: '1' }, 'notSimulated', 'maxAttendees'],
  ])('with %j is refused', async (params, reason, location) => {
    await expectRefusal(await refusedList(params), 400, reason, location)
  })

  it.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
    ['2026-03-02T10:00:00Z', '2026-03-01T10:00:00Z'],
  ])('from %s to %s is refused', async (timeMin, timeMax) => {
    await expectRefusal(await refusedList({ timeMin, timeMax }), 400, 'timeRangeEmpty', 'timeMax', 'calendar')
  })

  it('refuses a page token that is made up, or of another list, order or account', async () => {
    const { nextPageToken: pageToken } = await list(calendar, { maxResults: '1' })
    const token = JSON.parse(Buffer.from(pageToken, 'base64url').toString())
    const encode = (changes: object) => Buffer.from(JSON.stringify({ ...token, ...changes })).toString('base64url')
    const attempts: [GoogleClient, Record<string, string>][] = [
      [calendar, { pageToken: 'invented' }],
      [calendar, { pageToken: encode({ date: 'soon' }) }],
      [calendar, { pageToken: encode({ date: 7 }) }],
      [calendar, { pageToken: encode({ id: null }) }],
      [calendar, { pageToken: encode({ list: undefined }) }],
      [calendar, { pageToken: Buffer.from('null').toString('base64url') }],
      [calendar, { orderBy: 'updated', pageToken }],
      [calendar, { q: 'late', pageToken }],
      [calendar, { showDeleted: 'true', pageToken }],
      [calendar, { timeMin: '2026-03-01T10:00:00Z', pageToken }],
      [work, { pageToken }],
    ]
    for (const [whose, params] of attempts) {
      const response = await whose.call('GET', `${EVENTS}?${new URLSearchParams(params)}`)
      await expectRefusal(response, 400, 'invalid', 'pageToken')
    }
    expect(await summaries(calendar, { pageToken })).toHaveLength(all.length - 1)
  })
})

describe('an event', () => {
  const path = (id: string) => `${EVENTS}/${id}`
  const post = (event: unknown) => work.call('POST', EVENTS, JSON.stringify(event))
  let id: string

  beforeEach(async () => {
    ;({ id } = await insert(work, {
      summary: 'Draft',
      description: 'First',
      location: 'Here',
      attendees: [{ email: 'ann@x.example' }],
      extendedProperties: { private: { a: '1', b: '2' } },
    }))
  })

  it('is as Google writes it', async () => {
    expect(await work.json('GET', path(id))).toEqual({
      kind: 'calendar#event',
      etag: expect.stringMatching(/^"\d+"$/),
      id: expect.stringMatching(/^[a-v0-9]{26}$/),
      status: 'confirmed',
      htmlLink: expect.stringMatching(/^https:\/\/www\.google\.com\/calendar\/event\?eid=/),
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated: expect.stringMatching(/Z$/),
      summary: 'Draft',
      description: 'First',
      location: 'Here',
      creator: { email: WORK, displayName: 'Maya Chen', self: true },
      organizer: { email: WORK, displayName: 'Maya Chen', self: true },
      start: { dateTime: '2026-02-02T10:00:00Z', timeZone: 'UTC' },
      end: { dateTime: '2026-02-02T11:00:00Z', timeZone: 'UTC' },
      iCalUID: `${id}@google.com`,
      sequence: 0,
      attendees: [{ email: 'ann@x.example', responseStatus: 'needsAction' }],
      extendedProperties: { private: { a: '1', b: '2' } },
      reminders: { useDefault: true },
      eventType: 'default',
    })
  })

  it('keeps whatever a client may write', async () => {
    const details = {
      status: 'tentative',
      colorId: '7',
      transparency: 'transparent',
      visibility: 'private',
      guestsCanInviteOthers: false,
      guestsCanModify: true,
      guestsCanSeeOtherGuests: false,
      reminders: { useDefault: false, overrides: [{ method: 'email', minutes: 60 }] },
      extendedProperties: { shared: { k: 'v' } },
      source: { title: 'CRM', url: 'https://crm.example/1' },
    }
    const attendees = [
      { email: WORK, responseStatus: 'accepted' },
      { email: 'ann@x.example', displayName: 'Ann', optional: true, additionalGuests: 2, comment: 'late' },
    ]
    const made = await insert(work, { ...details, attendees: [attendees[0], { ...attendees[1], resource: null }] })
    expect(made).toMatchObject(details)
    expect(made.attendees).toEqual([
      { ...attendees[0], organizer: true, self: true },
      { ...attendees[1], responseStatus: 'needsAction' },
    ])
    expect(await work.json('GET', path(made.id))).toEqual(made)
  })

  it('ignores what Google alone writes, and what it does not know', async () => {
    const made = await insert(work, {
      kind: 'x',
      created: '2000-01-01T00:00:00Z',
      organizer: { email: 'someone@x.example' },
      eventType: 'default',
      recurrence: [],
      nonsense: { deep: [1] },
    })
    expect(made).toMatchObject({ kind: 'calendar#event', organizer: { email: WORK } })
    expect(made.created).not.toMatch(/^2000/)
    expect(made).not.toHaveProperty('nonsense')
  })

  it.each<[string, object, object, object]>([
    [
      'by the clock of a zone',
      { dateTime: '2026-07-01T09:30:00', timeZone: 'Europe/Berlin' },
      { dateTime: '2026-07-01T10:30:00', timeZone: 'America/New_York' },
      {
        start: { dateTime: '2026-07-01T07:30:00Z', timeZone: 'Europe/Berlin' },
        end: { dateTime: '2026-07-01T14:30:00Z', timeZone: 'America/New_York' },
      },
    ],
    [
      'with an offset, which goes before the zone',
      { dateTime: '2026-01-01T09:30:00.750+05:30', timeZone: 'Europe/Berlin' },
      { dateTime: '2026-01-01T04:00:00Z' },
      {
        start: { dateTime: '2026-01-01T04:00:00Z', timeZone: 'Europe/Berlin' },
        end: { dateTime: '2026-01-01T04:00:00Z', timeZone: 'UTC' },
      },
    ],
    [
      'in the hours around a change of clocks',
      { dateTime: '2026-03-29T01:59:59', timeZone: 'Europe/Berlin' },
      { dateTime: '2026-03-29T03:00:00', timeZone: 'Europe/Berlin' },
      {
        start: { dateTime: '2026-03-29T00:59:59Z', timeZone: 'Europe/Berlin' },
        end: { dateTime: '2026-03-29T01:00:00Z', timeZone: 'Europe/Berlin' },
      },
    ],
    [
      'in whole days',
      { date: '2028-02-28' },
      { date: '2028-02-29', timeZone: 'Europe/Berlin' },
      { start: { date: '2028-02-28' }, end: { date: '2028-02-29' } },
    ],
  ])('is planned %s', async (_, start, end, expected) => {
    expect(await insert(work, { start, end })).toMatchObject(expected)
  })

  it.each<[string, object, string, string]>([
    ['nothing', {}, 'required', 'Missing end time.'],
    ['a start alone', { start: hour.start }, 'required', 'Missing end time.'],
    ['an end alone', { end: hour.end }, 'required', 'Missing start time.'],
    ['an empty end', { ...hour, end: {} }, 'required', 'Missing end time.'],
    [
      'a day and a time',
      { ...hour, start: { date: '2026-02-02' } },
      'invalid',
      'Start and end times must either both be date or both be dateTime.',
    ],
    [
      'a start that is both',
      { ...hour, start: { ...hour.start, date: '2026-02-02' } },
      'invalid',
      'Invalid start time.',
    ],
    ['a day that is none', { ...hour, start: { date: '2026-02-30' } }, 'invalid', 'Invalid start time.'],
    ['a time that is none', { ...hour, end: { dateTime: '10 o’clock' } }, 'invalid', 'Invalid end time.'],
    [
      'a year before the first',
      { ...hour, start: { dateTime: '0000-01-01T00:00:00Z' } },
      'invalid',
      'Invalid start time.',
    ],
    [
      'a time in no zone',
      { ...hour, start: { dateTime: '2026-02-02T10:00:00' } },
      'required',
      'Missing time zone definition for start time.',
    ],
    [
      'a zone that is none',
      { ...hour, end: { ...hour.end, timeZone: 'Middle/Earth' } },
      'invalid',
      'Invalid time zone definition for end time.',
    ],
    ['an attendee without address', { ...hour, attendees: [{}] }, 'required', 'Missing attendee email.'],
    [
      'an attendee of a wrong address',
      { ...hour, attendees: [{ email: 'ann' }] },
      'invalid',
      'Invalid attendee email.',
    ],
    ['an id of other characters', { ...hour, id: 'not-an-id' }, 'invalid', 'Invalid resource id value.'],
    ['an id that is too short', { ...hour, id: 'abc' }, 'invalid', 'Invalid resource id value.'],
    ['an id that is no text', { ...hour, id: 7 }, 'invalid', 'Invalid resource id value.'],
  ])('is not made of %s', async (_, event, reason, message) => {
    const before = await count()
    const response = await post(event)
    expect(await response.clone().json()).toMatchObject({ error: { message } })
    await expectRefusal(response, 400, reason)
    expect(await count()).toBe(before)
  })

  it.each<[string, object, string, string]>([
    ['a summary that is no text', { summary: 7 }, 'invalid', 'summary'],
    ['a summary that could not be kept', { summary: 'a\u0000b' }, 'invalid', 'summary'],
    ['half a character', { location: 'a\ud800b' }, 'invalid', 'location'],
    ['a start that is no object', { start: 'now' }, 'invalid', 'start'],
    ['an unknown status', { status: 'maybe' }, 'invalid', 'status'],
    ['attendees that are no list', { attendees: 'ann@x.example' }, 'invalid', 'attendees'],
    [
      'an unknown answer of an attendee',
      { attendees: [{ email: 'a@x', responseStatus: '?' }] },
      'invalid',
      'attendees',
    ],
    [
      'a reminder months before',
      { reminders: { overrides: [{ method: 'popup', minutes: 99_999 }] } },
      'invalid',
      'reminders',
    ],
    ['a property that is no text', { extendedProperties: { private: { a: 1 } } }, 'invalid', 'extendedProperties'],
    ['a recurrence', { recurrence: ['RRULE:FREQ=DAILY'] }, 'notSimulated', 'recurrence'],
    ['a conference', { conferenceData: { createRequest: { requestId: '1' } } }, 'notSimulated', 'conferenceData'],
    ['attachments', { attachments: [{ fileUrl: 'https://x.example' }] }, 'notSimulated', 'attachments'],
    ['another type', { eventType: 'focusTime' }, 'notSimulated', 'eventType'],
  ])('is neither made nor changed with %s', async (_, event, reason, location) => {
    const before = [await count(), await work.json('GET', path(id))]
    await expectRefusal(await post({ ...hour, ...event }), 400, reason, location)
    for (const method of ['PATCH', 'PUT']) {
      const response = await work.call(method, path(id), JSON.stringify({ ...hour, ...event }))
      await expectRefusal(response, 400, reason, location)
    }
    expect([await count(), await work.json('GET', path(id))]).toEqual(before)
  })

  it.each([
    ['{"summary":', 'parseError'],
    ['[]', 'parseError'],
    ['"text"', 'parseError'],
    ['null', 'parseError'],
  ])('is neither made nor changed by the body %s', async (body, reason) => {
    await expectRefusal(await work.call('POST', EVENTS, body), 400, reason)
    await expectRefusal(await work.call('PATCH', path(id), body), 400, reason)
  })

  it('may not end before it starts', async () => {
    const empty = ['timeRangeEmpty', 'timeMax', 'calendar'] as const
    await expectRefusal(await post({ start: hour.end, end: hour.start }), 400, ...empty)
    await expectRefusal(await post({ start: { date: '2026-02-03' }, end: { date: '2026-02-02' } }), 400, ...empty)
    const later = JSON.stringify({ start: { dateTime: '2026-02-02T12:00:00Z' } })
    await expectRefusal(await work.call('PATCH', path(id), later), 400, ...empty)
  })

  it('may bring its id, once', async () => {
    const made = await insert(work, { id: 'abcde12345', summary: 'Own id' })
    expect(made.id).toBe('abcde12345')
    await expectRefusal(await post({ ...hour, id: 'abcde12345' }), 409, 'duplicate')
    await work.call('DELETE', path('abcde12345'))
    await expectRefusal(await post({ ...hour, id: 'abcde12345' }), 409, 'duplicate')
    expect(await work.json('GET', path('abcde12345'))).toMatchObject({ summary: 'Own id' })
  })

  it('is patched in what is named, and nothing else', async () => {
    const before = await work.json('GET', path(id))
    fixture.ctx.advance(1000)
    const after = await work.json('PATCH', path(id), {
      id: 'ignored',
      summary: 'Final',
      description: null,
      extendedProperties: { private: { a: null, c: '3' } },
    })
    const { description, ...kept } = before
    expect(after).toEqual({
      ...kept,
      etag: expect.not.stringContaining(before.etag),
      updated: expect.any(String),
      summary: 'Final',
      extendedProperties: { private: { b: '2', c: '3' } },
    })
    expect(Date.parse(after.updated)).toBeGreaterThan(Date.parse(before.updated))
    expect(await work.json('GET', path(id))).toEqual(after)
  })

  it('is patched in its time, in the zone it was planned in', async () => {
    const { id: own } = await insert(work, {
      start: { dateTime: '2026-07-01T09:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-07-01T10:00:00', timeZone: 'Europe/Berlin' },
    })
    const moved = await work.json('PATCH', path(own), { end: { dateTime: '2026-07-01T11:00:00' } })
    expect(moved).toMatchObject({
      start: { dateTime: '2026-07-01T07:00:00Z', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-07-01T09:00:00Z', timeZone: 'Europe/Berlin' },
      sequence: 1,
    })
    const day = { date: '2026-07-01', dateTime: null }
    const whole = await work.json('PATCH', path(own), { start: day, end: { ...day, date: '2026-07-02' } })
    expect(whole).toMatchObject({ start: { date: '2026-07-01' }, end: { date: '2026-07-02' }, sequence: 2 })
    const mixed = JSON.stringify({ start: hour.start, end: hour.end })
    await expectRefusal(await work.call('PATCH', path(own), mixed), 400, 'invalid')
  })

  it('is replaced as a whole by PUT, which wants a start and an end', async () => {
    const after = await work.json('PUT', path(id), { ...hour, summary: 'Whole' })
    expect(after).toMatchObject({ id, summary: 'Whole', status: 'confirmed', sequence: 0 })
    for (const gone of ['description', 'location', 'attendees', 'extendedProperties']) {
      expect(after).not.toHaveProperty(gone)
    }
    await expectRefusal(await work.call('PUT', path(id), '{"summary":"x"}'), 400, 'required')
    expect(await work.json('GET', path(id))).toEqual(after)
  })

  it('can be sent back as it came', async () => {
    const before = await work.json('GET', path(id))
    const after = await work.json('PUT', path(id), before)
    expect({ ...after, etag: before.etag, updated: before.updated }).toEqual(before)
  })

  it('refuses a sequence number that is behind', async () => {
    await work.json('PATCH', path(id), { end: { dateTime: '2026-02-02T12:00:00Z' } })
    await expectRefusal(await work.call('PATCH', path(id), '{"sequence":0}'), 400, 'invalid')
    expect(await work.json('PATCH', path(id), { sequence: 5 })).toMatchObject({ sequence: 5 })
  })

  it('is changed or deleted only as it was seen, with If-Match', async () => {
    const { etag } = await work.json('GET', path(id))
    const ifMatch = (value: string) => ({ 'if-match': value })
    const patched = await work.call('PATCH', path(id), '{"summary":"Seen"}', ifMatch(`"1", ${etag}`))
    expect(patched.status).toBe(200)
    for (const method of ['PATCH', 'PUT', 'DELETE']) {
      const response = await work.call(method, path(id), JSON.stringify(hour), ifMatch(etag))
      await expectRefusal(response, 412, 'conditionNotMet', 'If-Match')
    }
    expect(await work.json('GET', path(id))).toMatchObject({ summary: 'Seen', status: 'confirmed' })
    expect((await work.call('DELETE', path(id), undefined, ifMatch('*'))).status).toBe(204)
  })

  it('loses no change to another one made at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `key${index}`)
    await Promise.all(
      names.map((name) => work.json('PATCH', path(id), { extendedProperties: { shared: { [name]: 'kept' } } })),
    )
    const { extendedProperties } = await work.json('GET', path(id))
    expect(Object.keys(extendedProperties.shared).sort()).toEqual(names)
  })

  it('is not replaced in the store once it is no longer as it was read', async () => {
    const events = createCalendarEvents(fixture.ctx.store.prisma)
    const account = fixture.account(WORK).id
    const read = await events.find(account, id)
    if (!read) throw new Error('The event is not there.')
    await work.json('PATCH', path(id), { summary: 'First' })
    expect(await events.replace(read, { ...read, summary: 'Second' })).toBe(false)
    expect(await events.find(account, id)).toMatchObject({ summary: 'First' })
  })

  it('is deleted once, and stays as cancelled', async () => {
    const response = await work.call('DELETE', path(id))
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(await work.json('GET', path(id))).toMatchObject({ id, status: 'cancelled', summary: 'Draft' })
    const again = await work.call('DELETE', path(id))
    expect(await again.clone().json()).toMatchObject({ error: { message: 'Resource has been deleted' } })
    await expectRefusal(again, 410, 'deleted')
  })

  it('is restored by a status', async () => {
    await work.call('DELETE', path(id))
    expect(await work.json('PATCH', path(id), { status: 'confirmed' })).toMatchObject({ summary: 'Draft' })
    expect((await list(work, { q: 'Draft first' })).items.map((event: Listed) => event.id)).toContain(id)
    await work.json('PATCH', path(id), { status: 'cancelled' })
    await expectRefusal(await work.call('DELETE', path(id)), 410, 'deleted')
  })

  it('that is not there is not found', async () => {
    for (const method of ['GET', 'PATCH', 'PUT', 'DELETE']) {
      const body = method === 'GET' ? undefined : JSON.stringify(hour)
      await expectRefusal(await work.call(method, path('nothing'), body), 404, 'notFound')
    }
  })

  it('keeps the fields asked for, and wrong ones keep it from being written', async () => {
    const made = await work.json('POST', `${EVENTS}?fields=summary,start/dateTime`, { ...hour, summary: 'Few' })
    expect(made).toEqual({ summary: 'Few', start: { dateTime: '2026-02-02T10:00:00Z' } })
    const before = [await count(), await work.json('GET', path(id))]
    const body = JSON.stringify({ ...hour, summary: 'Never' })
    for (const [method, where] of [
      ['POST', EVENTS],
      ['PATCH', path(id)],
      ['PUT', path(id)],
    ] as const) {
      await expectRefusal(await work.call(method, `${where}?fields=nonsense`, body), 400, 'invalidParameter', 'fields')
    }
    expect([await count(), await work.json('GET', path(id))]).toEqual(before)
  })

  it('of more than a megabyte is refused', async () => {
    await expectRefusal(await post({ ...hour, description: 'x'.repeat(1024 ** 2) }), 413, 'uploadTooLarge')
  })
})

describe('the seeded events', () => {
  it('lie around the day on which the project was made', async () => {
    const { items } = await list(work, { q: LAUNCH })
    expect(items[0]).toMatchObject({
      start: { dateTime: '2026-01-16T09:30:00Z' },
      end: { dateTime: '2026-01-16T10:30:00Z' },
      attendees: [
        { email: 'jonas.weber@northwind.example', responseStatus: 'accepted' },
        { email: 'priya.nair@northwind.example', responseStatus: 'accepted' },
      ],
    })
    const offsite = await list(work, { q: 'offsite' })
    expect(offsite.items[0]).toMatchObject({ start: { date: '2026-01-27' }, end: { date: '2026-01-29' } })
  })

  it('differ from account to account, and go with the project', async () => {
    const { prisma } = fixture.ctx.store
    for (const account of fixture.accounts) await seedGoogle(fixture.ctx, account)
    const byAccount = await prisma.calendarEvent.groupBy({
      by: ['accountId'],
      where: {
        account: { person: { in: ['maya', 'jonas', 'priya'] } },
        dateUpdated: { lt: new Date('2026-01-15T09:00Z') },
      },
      _count: true,
    })
    expect(byAccount).toHaveLength(6)
    const other = await startProvider()
    for (const account of other.accounts) await seedGoogle(other.ctx, account)
    expect(await other.ctx.store.prisma.calendarEvent.count()).toBeGreaterThan(0)
    await other.ctx.store.prisma.project.delete({ where: { id: 'project' } })
    expect(await other.ctx.store.prisma.calendarEvent.count()).toBe(0)
    await other.ctx.dispose()
  })
})

describe('anything else', () => {
  it.each([
    ['POST', LIST],
    ['GET', `${BASE}/users/someone/calendarList`],
    ['DELETE', `${BASE}/calendars/primary`],
    ['PUT', EVENTS],
    ['POST', `${EVENTS}/x`],
    ['GET', `${EVENTS}/x/instances`],
    ['POST', `${BASE}/freeBusy`],
    ['GET', `${BASE}/colors`],
    ['GET', BASE],
  ])('%s %s is not there', async (method, path) => {
    await expectRefusal(await work.call(method, path), 404, 'notFound')
  })

  it('may be asked by a page of another origin', async () => {
    const url = `http://localhost:4020${EVENTS}`
    const preflight = await fixture.provider.fetch(
      new Request(url, {
        method: 'OPTIONS',
        headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'PATCH' },
      }),
    )
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const refused = await fixture.provider.fetch(new Request(url, { headers: { origin: 'http://localhost:3000' } }))
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
  })
})
