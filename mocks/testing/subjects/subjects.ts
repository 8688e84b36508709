import { calendar } from './calendar.ts'
import { drive } from './drive.ts'
import { microsoft } from './microsoft.ts'
import { people } from './people.ts'
import { slack } from './slack.ts'
import type { Subject } from './subject.ts'

/** What made-up requests to each third party are about. */
export const subjects: readonly Subject[] = [drive, calendar, people, slack, microsoft]
