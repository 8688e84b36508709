import { calendarOperations } from '../provider/calendar/openapi.ts'
import { driveOperations } from '../provider/drive/openapi.ts'
import { graphOperations } from '../provider/microsoft/openapi.ts'
import { peopleOperations } from '../provider/people/openapi.ts'
import { slackOperations } from '../provider/slack/openapi.ts'
import { accessToken, type Service } from './operation.ts'

/** The simulated third-party APIs: on the provider's origin, and for whoever asks in process on the hosts that they have in life. */
export const thirdPartyServices: readonly Service[] = [
  {
    name: 'google-drive',
    title: 'Google: Drive API',
    description: 'Files, their content, whom they are shared with, and what has changed (version 3).',
    at: 'provider',
    hosts: ['www.googleapis.com'],
    security: accessToken,
    operations: driveOperations,
  },
  {
    name: 'google-calendar',
    title: 'Google: Calendar API',
    description: 'The calendar of an account, and its events (version 3).',
    at: 'provider',
    hosts: ['www.googleapis.com'],
    security: accessToken,
    operations: calendarOperations,
  },
  {
    name: 'google-people',
    title: 'Google: People API',
    description: 'The address book of an account, and the directory of its company.',
    at: 'provider',
    hosts: ['people.googleapis.com'],
    security: accessToken,
    operations: peopleOperations,
  },
  {
    name: 'slack',
    title: 'Slack: Web API',
    description: 'A workspace as one of its people sees it. Every answer has status 200; `ok` tells how it went.',
    at: 'provider',
    hosts: ['slack.com'],
    security: accessToken,
    operations: slackOperations,
  },
  {
    name: 'microsoft-graph',
    title: 'Microsoft Graph',
    description: 'OneDrive, the sites of SharePoint and the drives of both (v1.0).',
    at: 'provider',
    hosts: ['graph.microsoft.com'],
    security: accessToken,
    operations: graphOperations,
  },
]
