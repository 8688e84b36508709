import type { WorkflowDefinition } from '../definitions.ts'

export const tasklabWorkflows: WorkflowDefinition[] = [
  {
    slug: 'create-tasks',
    description: 'Create a task for each new request',
    infoText: 'Adds a task to the connected account.',
    inputs: [],
    trigger: { type: 'event', name: 'request.received' },
    steps: [
      {
        id: 'create',
        type: 'request',
        method: 'POST',
        path: '/tasks',
        body: { title: '{{settings.task-prefix}}{{trigger.payload.title}}' },
      },
    ],
  },
  {
    slug: 'list-tasks',
    description: 'Show tasks in the app',
    inputs: [],
    trigger: { type: 'request' },
    steps: [
      { id: 'list', type: 'request', method: 'GET', path: '/tasks', retry: true },
      {
        id: 'answer',
        type: 'response',
        body: { account: '{{account.providerData.email}}', tasks: '{{steps.list.output.data}}' },
      },
    ],
  },
]
