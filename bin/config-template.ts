/** What `init` writes: everything in it is as it would be without it, but for the project. */
export const configTemplate = `import { defineSandbox } from 'paragon-sandbox'

// What the sandbox is and what its projects start with. "paragon-sandbox start" reads this file, checks the whole of it, and
// brings the projects up to date with it; "start --watch" does so whenever it changes. What users have connected since, and
// whatever is not said here, stays as it is.
export default defineSandbox({
  // Paragon and its OAuth provider listen on this machine only, unless host says otherwise.
  port: 4010,
  providerPort: 4020,

  // Real hosts that proxied calls may go to, when an integration names them and the sandbox does not simulate them.
  egressHosts: [],

  // Whether the vendor's documented limits of requests hold.
  rateLimits: false,

  projects: [
    {
      // What the SDK's authenticate() and every URL of the API take.
      id: 'my-project',
      name: 'My project',

      // The RSA key (PEM) that your server signs user tokens with. Without one the sandbox makes a pair:
      // "paragon-sandbox project show" tells it, "paragon-sandbox token <user>" signs with it.
      // signingKey: process.env.PARAGON_SIGNING_KEY,

      // Which integrations there are: all of them, unless they are listed.
      integrations: ['googledrive', 'googleCalendar', 'slack', { type: 'hubspot', isActive: false }],

      // Who has an account at the provider. The demo people, Maya Chen, Jonas Weber and Priya Nair, are there too, unless
      // demoAccounts is false.
      accounts: [
        {
          directory: 'google',
          email: 'ann@example.com',
          name: 'Ann Lee',
          files: [{ name: 'Plan.md', mimeType: 'text/markdown', content: '# Plan\\n', folder: 'Notes' }],
          events: [{ summary: 'Kick-off', day: 1, time: '09:30', length: 60 }],
        },
      ],

      // Users of your app, and what they have connected already.
      users: [
        {
          id: 'user-1',
          meta: { plan: 'trial' },
          accounts: [
            { integration: 'googledrive', account: 'ann@example.com', externalId: 'work' },
            { integration: 'googledrive', account: 'maya.chen@northwind.example' },
          ],
        },
      ],

      // Workflows of your own, by integration and slug (docs/workflows.md).
      workflows: {
        googledrive: {
          'list-files': {
            description: 'List files',
            defaultEnabled: true,
            trigger: { type: 'request' },
            steps: [
              { id: 'list', type: 'request', method: 'GET', path: '/files' },
              { id: 'answer', type: 'response', body: '{{steps.list.output.files}}' },
            ],
          },
        },
      },

      // Where triggers and syncs send their events.
      // webhookUrl: 'http://localhost:3000/webhooks/paragon',
      // syncWebhookUrl: 'http://localhost:3000/webhooks/syncs',

      // A time to start at, standing still: token lifetimes, schedules and syncs go by it.
      // clock: { now: '2027-01-01T09:00:00Z', frozen: true },
    },
  ],
})
`
