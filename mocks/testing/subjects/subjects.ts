import { box } from './box.ts'
import { calendar } from './calendar.ts'
import { drive } from './drive.ts'
import { hubspot } from './hubspot.ts'
import { jira } from './jira.ts'
import { microsoft } from './microsoft.ts'
import { notion } from './notion.ts'
import { people } from './people.ts'
import { salesforce } from './salesforce.ts'
import { sendGrid } from './sendgrid.ts'
import { slack } from './slack.ts'
import type { Subject } from './subject.ts'
import { taskLab } from './tasklab.ts'

/** What made-up requests to each third party are about. */
export const subjects: readonly Subject[] = [
  drive,
  calendar,
  people,
  slack,
  microsoft,
  hubspot,
  salesforce,
  box,
  jira,
  taskLab,
  notion,
  sendGrid,
]
