import { boxOperations } from '../provider/box/openapi.ts'
import { calendarOperations } from '../provider/calendar/openapi.ts'
import { driveOperations } from '../provider/drive/openapi.ts'
import { hubspotOperations } from '../provider/hubspot/openapi.ts'
import { jiraOperations } from '../provider/jira/openapi.ts'
import { graphOperations } from '../provider/microsoft/openapi.ts'
import { notionOperations } from '../provider/notion/openapi.ts'
import { peopleOperations } from '../provider/people/openapi.ts'
import { salesforceOperations } from '../provider/salesforce/openapi.ts'
import { INSTANCE_HOSTS } from '../provider/salesforce/org.ts'
import { sendGridOperations } from '../provider/sendgrid/openapi.ts'
import { slackOperations } from '../provider/slack/openapi.ts'
import { taskLabOperations } from '../provider/tasklab/openapi.ts'
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
    name: 'hubspot',
    title: 'HubSpot',
    description: 'The CRM: objects, what ties them together, their properties, and what a hub is set up with.',
    at: 'provider',
    hosts: ['api.hubapi.com'],
    mayEndInSlash: true,
    security: accessToken,
    operations: hubspotOperations,
  },
  {
    name: 'salesforce',
    title: 'Salesforce: REST API',
    description: 'The records of an account’s org, what they are made of, SOQL and SOSL.',
    at: 'provider',
    hosts: [INSTANCE_HOSTS, 'login.salesforce.com'],
    mayEndInSlash: true,
    security: accessToken,
    operations: salesforceOperations,
  },
  {
    name: 'box',
    title: 'Box',
    description: 'Files, folders, who works on them, and what happens to them.',
    at: 'provider',
    hosts: ['api.box.com', 'upload.box.com'],
    security: accessToken,
    operations: boxOperations,
  },
  {
    name: 'jira',
    title: 'Atlassian: Jira Cloud',
    description: 'Projects, issues, comments and attachments of an account’s site, and the sites of a token.',
    at: 'provider',
    hosts: ['api.atlassian.com'],
    security: accessToken,
    operations: jiraOperations,
  },
  {
    name: 'tasklab',
    title: 'TaskLab',
    description: 'The third party of the custom integration: tasks, and files attached to them.',
    at: 'provider',
    prefix: '/tasklab',
    hosts: ['api.tasklab.example'],
    security: accessToken,
    operations: taskLabOperations,
  },
  {
    name: 'notion',
    title: 'Notion',
    description: 'The pages of an account’s workspace.',
    at: 'provider',
    prefix: '/notion',
    hosts: ['api.notion.com'],
    security: accessToken,
    operations: notionOperations,
  },
  {
    name: 'sendgrid',
    title: 'Twilio SendGrid',
    description: 'Mail, which is kept and never leaves the sandbox.',
    at: 'provider',
    prefix: '/sendgrid',
    hosts: ['api.sendgrid.com'],
    security: { name: 'apiKey', description: 'An API key of an account' },
    operations: sendGridOperations,
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
