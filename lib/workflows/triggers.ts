/** What starts a workflow, with a sample of what to send where the app sends something. */
export type Trigger =
  | {
      kind: 'request'
      sample: object
      /** What it answers with; the SDK (2.4.0) hands on JSON only. */
      answer: 'json' | 'file'
    }
  | { kind: 'event'; name: string; sample: object }
  | { kind: 'schedule' | 'webhook' | 'connection' }

/** An account and a service account of TaskLab have the same workflows. */
const ofTaskLab: Record<string, Trigger> = {
  'Create a task for each new request': {
    kind: 'event',
    name: 'request.received',
    sample: { title: 'Answer the question about invoices' },
  },
  'Show tasks in the app': { kind: 'request', sample: {}, answer: 'json' },
}

/**
 * What this app knows of its workflows, by integration and description. Paragon tells apps neither triggers nor what they
 * take (GET /sdk/integrations has ids and descriptions), as whoever wrote a workflow writes the app that starts it, too.
 */
export const triggersByWorkflow: Record<string, Record<string, Trigger>> = {
  googledrive: {
    'Import new files': { kind: 'schedule' },
    'Save finished documents to Drive': {
      kind: 'event',
      name: 'document.finished',
      sample: { name: 'Minutes of Monday.txt', content: 'We agreed on everything.' },
    },
    'Weekly activity report': { kind: 'schedule' },
    'Find files by name': { kind: 'request', sample: { query: 'a' }, answer: 'json' },
    'Open a file in the app': { kind: 'request', sample: { fileId: 'the id of a file' }, answer: 'file' },
    'Save scans from a device': { kind: 'webhook' },
  },
  googleCalendar: {
    'Keep meetings in step': {
      kind: 'event',
      name: 'meetings.changed',
      sample: {
        meetings: [
          {
            id: '7d0f2a34-5b1c-4e8f-9a6d-0c3b2e1f4a59',
            title: 'Review with Harbor',
            description: 'What is done, and what comes next.',
            start: '2030-05-06T10:00:00Z',
            end: '2030-05-06T10:30:00Z',
          },
        ],
      },
    },
    'Show when I am busy': {
      kind: 'request',
      sample: { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' },
      answer: 'json',
    },
    'Remind me to follow up': { kind: 'event', name: 'meeting.finished', sample: { title: 'Review with Harbor' } },
    'Remind new users of their settings': { kind: 'connection' },
  },
  slack: {
    'Post updates to a channel': {
      kind: 'event',
      name: 'update.published',
      sample: { text: 'Harbor has a new page: Workflows.' },
    },
    'Send a daily digest': { kind: 'schedule' },
    'Collect messages with a reaction': { kind: 'webhook' },
    'Find messages': { kind: 'request', sample: { query: 'welcome' }, answer: 'json' },
  },
  hubspot: {
    'Import new contacts': { kind: 'schedule' },
    'Create a deal for each new order': {
      kind: 'event',
      name: 'order.placed',
      sample: { number: 'A-1024', amount: 480 },
    },
    'Weekly digest of closed deals': { kind: 'schedule' },
    'Find contacts': { kind: 'request', sample: { query: 'a' }, answer: 'json' },
  },
  salesforce: {
    'Keep contacts in step': { kind: 'schedule' },
    'Create a lead for each sign-up': {
      kind: 'event',
      name: 'user.signed-up',
      sample: { name: 'Quill', email: 'ada.quill@mail.example', company: 'Quill & Sons' },
    },
    'Log activities as tasks': { kind: 'event', name: 'activity.done', sample: { subject: 'Called Ada Quill' } },
    'Find accounts by name': { kind: 'request', sample: { query: 'a' }, answer: 'json' },
    'Mirror records of the app': { kind: 'request', sample: {}, answer: 'json' },
  },
  'custom.tasklab': ofTaskLab,
  'custom.tasklabteam': ofTaskLab,
}

/** What starts a workflow, as far as this app knows. */
export function triggerOf(integration: string, description: string): Trigger | undefined {
  return triggersByWorkflow[integration]?.[description]
}
