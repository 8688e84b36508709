import type { IntegrationDefinition } from '../definitions.ts'
import { tasklabWorkflows } from '../workflows/tasklab.ts'

/** A custom integration that takes the client credentials of a service account, at the same third party as the other one. */
export const tasklabTeam: IntegrationDefinition = {
  type: 'custom.tasklabteam',
  name: 'TaskLab Team',
  brandColor: '#115e59',
  authenticationType: 'oauth_client_credential',
  isActive: true,
  custom: { id: '0e2f7c94-6b1d-4f3a-8d57-91c4be6a2f08', slug: 'custom.tasklabteam', inputFields: [] },
  oauth: { directory: 'tasklab', scopes: ['tasks:read', 'tasks:write'], authorizeParameters: {} },
  setup: { identity: { path: '/me', idField: 'id' } },
  api: { baseUrl: 'https://api.tasklab.example/v1', hosts: ['api.tasklab.example'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#115e59',
    description: 'Work on a team’s tasks without anyone’s own account.',
    overview: 'Connect the service account of a team: its tasks are read and written in its own name.',
    sharedInputs: [
      {
        id: 'task-prefix',
        title: 'Add to the front of each task',
        type: 'TEXT_NO_VARS',
        // A team shares one list: without it nobody could tell whose tasks are whose.
        required: true,
        placeholder: 'Northwind: ',
      },
    ],
    dataSources: {},
  },
  workflows: tasklabWorkflows,
}
