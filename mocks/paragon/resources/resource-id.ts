import { derivedUuid } from '../../derived-uuid.ts'
import type { Integration } from '../../store/projects.ts'

/** The id of an integration's resource: the same at every start, as that of the integration is. */
export const resourceIdOf = ({ id }: Integration) => derivedUuid(id, 'resource')
