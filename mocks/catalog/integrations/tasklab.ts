import type { IntegrationDefinition } from '../definitions.ts'
import { tasklabWorkflows } from '../workflows/tasklab.ts'

/**
 * A custom integration, as a project's owner builds one for an API that the catalog has not: here for TaskLab, a to-do list
 * that exists in the sandbox only.
 */
export const tasklab: IntegrationDefinition = {
  type: 'custom.tasklab',
  name: 'TaskLab',
  brandColor: '#0f766e',
  authenticationType: 'oauth',
  isActive: true,
  custom: { id: '5f0c9d1e-8a3b-4c57-9e64-2b7d1f0a6c35', slug: 'custom.tasklab', inputFields: [] },
  oauth: {
    directory: 'tasklab',
    scopes: ['openid', 'email', 'profile', 'offline_access', 'tasks:read', 'tasks:write'],
    authorizeParameters: { prompt: 'select_account consent' },
  },
  api: { baseUrl: 'https://api.tasklab.example/v1', hosts: ['api.tasklab.example'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#0f766e',
    paragonLink: false,
    description: 'Turn what needs doing into tasks.',
    overview:
      'Connect your TaskLab accounts, and tasks from here show up on the right list, with what belongs to them.',
    sharedInputs: [
      {
        id: 'task-prefix',
        title: 'Add to the front of each task',
        type: 'TEXT_NO_VARS',
        required: false,
        placeholder: 'Northwind: ',
      },
    ],
    dataSources: {},
  },
  workflows: tasklabWorkflows,
}
