import type { IntegrationDefinition } from '../definitions.ts'
import { tasklab } from './tasklab.ts'

/** An integration that the project's owner has not turned on: users are not offered it, and the SDK refuses it. */
export const tasklabClassic: IntegrationDefinition = {
  ...tasklab,
  type: 'custom.tasklabclassic',
  name: 'TaskLab Classic',
  isActive: false,
  custom: { id: 'a4d1c6e2-3f58-4b7a-9c20-7e85d90b1f63', slug: 'custom.tasklabclassic', inputFields: [] },
  portal: { ...tasklab.portal, sharedInputs: [] },
  workflows: [],
}
