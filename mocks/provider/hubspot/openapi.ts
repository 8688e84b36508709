import type { Operation } from '../../openapi/operation.ts'
import { accountOperations } from './account/openapi.ts'
import { associationOperations } from './associations/openapi.ts'
import { objectOperations } from './objects/openapi.ts'
import { propertyOperations } from './properties/openapi.ts'

export const hubspotOperations: readonly Operation[] = [
  ...objectOperations,
  ...associationOperations,
  ...propertyOperations,
  ...accountOperations,
]
