import type { Random } from '../../random.ts'

/** What an event's id may be: base32hex in lower case (developers.google.com/workspace/calendar/api/v3/reference/events). */
export const EVENT_ID = /^[a-v0-9]{5,1024}$/

/** 26 characters, as those that Google draws. */
export function newEventId(random: Random): string {
  return BigInt(`0x${random.uuid().replaceAll('-', '')}`)
    .toString(32)
    .padStart(26, '0')
}
