import { people } from './people.ts'
import type { Subject } from './subject.ts'

/** What made-up requests to each third party are about. */
export const subjects: readonly Subject[] = [people]
