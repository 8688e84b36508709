import { signInAtGoogle } from '../../provider/google/testing.ts'
import { CALENDAR } from '../../provider/testing.ts'
import type { Subject } from './subject.ts'

const MAYA = 'maya.chen@northwind.example'

export const calendar: Subject = {
  service: 'google-calendar',
  async signIn(fixture) {
    const { token, json } = await signInAtGoogle(fixture, MAYA, `openid email ${CALENDAR}`)
    return {
      token,
      async furnish() {
        const start = { dateTime: '2026-02-02T10:00:00Z' }
        const end = { dateTime: '2026-02-02T11:00:00Z' }
        const event = await json('POST', '/calendar/v3/calendars/primary/events', { summary: 'Review', start, end })
        const first = await json('GET', '/calendar/v3/calendars/primary/events?maxResults=1&fields=nextPageToken')
        const days = { start: { date: '2026-02-03' }, end: { date: '2026-02-04' } }
        const attendees = [{ email: 'jonas.weber@northwind.example', optional: true }, { email: MAYA }]
        const whole = { summary: 'Moved', start, end, attendees, reminders: { useDefault: false, overrides: [] } }
        return {
          known: {
            calendarId: ['primary', MAYA],
            eventId: [event.id],
            'if-match': [event.etag, '*', '"1"'],
            fields: ['*', 'id,summary', 'items(id,start),nextPageToken', 'kind', 'shoes'],
            q: ['review', 'nothing'],
            maxResults: ['1', '250', '0'],
            pageToken: [first.nextPageToken, 'x'],
            timeZone: ['Europe/Berlin', 'Mars/Base'],
            start: [start],
            end: [end],
          },
          bodies: {
            insertEvent: [whole, days],
            updateEvent: [whole, days],
            patchEvent: [{ summary: 'Changed' }, { attendees }, { status: 'tentative' }, days],
          },
        }
      },
    }
  },
}
