import type { Route } from '../journal/route-table.ts'
import type { ProviderContext } from './provider-context.ts'
import { INSTANCE_HOSTS } from './salesforce/org.ts'

type Fetch = (request: Request) => Response | Promise<Response>

export interface ThirdParty {
  /** Hosts that its API has in real life; see `findHost`. */
  hosts: readonly string[]
  /** Where it is on the provider's own origin. */
  paths: readonly string[]
  /** Whether its own hosts have no such paths: they are cut off before it sees them. */
  isPathOurs?: boolean
  /** Called with the first request to it: an API that nobody uses costs nothing at start. */
  load(ctx: ProviderContext): Promise<{ fetch: Fetch; routes: readonly Route[] }>
}

/** The third-party APIs that are simulated. */
export const thirdParties: readonly ThirdParty[] = [
  {
    hosts: ['www.googleapis.com'],
    paths: ['/drive/*', '/upload/drive/*', '/calendar/*'],
    load: async (ctx) => (await import('./google/routes.ts')).googleRoutes(ctx),
  },
  {
    hosts: ['people.googleapis.com'],
    paths: ['/v1/*'],
    load: async (ctx) => (await import('./people/routes.ts')).peopleRoutes(ctx),
  },
  {
    hosts: ['api.box.com', 'upload.box.com'],
    // Its uploads are below what is Slack's otherwise.
    paths: ['/2.0/*', '/api/2.0/*', '/box/*'],
    load: async (ctx) => (await import('./box/routes.ts')).boxRoutes(ctx),
  },
  {
    hosts: ['slack.com'],
    paths: ['/api/*'],
    load: async (ctx) => (await import('./slack/routes.ts')).slackRoutes(ctx),
  },
  {
    hosts: ['api.hubapi.com'],
    paths: ['/crm/*', '/account-info/*', '/oauth/v1/*'],
    load: async (ctx) => (await import('./hubspot/routes.ts')).hubspotRoutes(ctx),
  },
  {
    hosts: [INSTANCE_HOSTS, 'login.salesforce.com'],
    paths: ['/services/*'],
    load: async (ctx) => (await import('./salesforce/routes.ts')).salesforceRoutes(ctx),
  },
  {
    // Before Microsoft's API, which has all else that begins so.
    hosts: [],
    paths: ['/pickers/*', '/microsoft/:host/_layouts/*'],
    load: async (ctx) => (await import('./pickers/routes.ts')).pickerRoutes(ctx),
  },
  {
    hosts: ['graph.microsoft.com'],
    paths: ['/v1.0/*', '/microsoft/*'],
    load: async (ctx) => (await import('./microsoft/routes.ts')).microsoftRoutes(ctx),
  },
  {
    hosts: ['api.atlassian.com'],
    paths: ['/ex/jira/*', '/oauth/token/accessible-resources', '/jira/*'],
    load: async (ctx) => (await import('./jira/routes.ts')).jiraRoutes(ctx),
  },
  {
    hosts: ['api.tasklab.example'],
    paths: ['/tasklab/*'],
    isPathOurs: true,
    load: async (ctx) => (await import('./tasklab/routes.ts')).taskLabRoutes(ctx),
  },
  {
    hosts: ['api.notion.com'],
    paths: ['/notion/*'],
    isPathOurs: true,
    load: async (ctx) => (await import('./notion/routes.ts')).notionRoutes(ctx),
  },
  {
    hosts: ['api.sendgrid.com'],
    paths: ['/sendgrid/*'],
    isPathOurs: true,
    load: async (ctx) => (await import('./sendgrid/routes.ts')).sendGridRoutes(ctx),
  },
]
