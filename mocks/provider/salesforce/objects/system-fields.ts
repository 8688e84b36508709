import { formatDateTime } from '../date-time.ts'
import { userId } from '../org.ts'
import type { FieldDefinition } from './definitions.ts'
import { field, reference, stored } from './fields.ts'

const toUser = (relationshipName: string) =>
  ({ to: ['User'], relationshipName, childRelationshipName: null, onDelete: 'nothing' }) as const

/** First in every object. */
export const id: FieldDefinition = field('Id', 'Record ID', 'id', {
  length: 18,
  nillable: false,
  idLookup: true,
  compute: (record) => record.id,
})

const createdDate = field('CreatedDate', 'Created Date', 'datetime', {
  nillable: false,
  compute: ({ dateCreated }) => formatDateTime(dateCreated),
})

/**
 * When a record last changed, which is when the store last wrote it. Salesforce shows whole seconds; here the milliseconds
 * are kept, so that what changed within one second still has an order.
 */
const modified = (name: string, label: string) =>
  field(name, label, 'datetime', { nillable: false, compute: ({ dateModified }) => formatDateTime(dateModified) })

const by = (name: string, label: string, relationshipName: string) =>
  reference(name, label, toUser(relationshipName), {
    nillable: false,
    compute: ({ accountId }) => userId(accountId),
  })

/** "System Fields": of objects that are no one's. */
export const auditFields: readonly FieldDefinition[] = [
  createdDate,
  by('CreatedById', 'Created By ID', 'CreatedBy'),
  modified('LastModifiedDate', 'Last Modified Date'),
  by('LastModifiedById', 'Last Modified By ID', 'LastModifiedBy'),
  modified('SystemModstamp', 'System Modstamp'),
]

/** Of objects that have an owner and a recycle bin. `OwnerId` is the user who makes the record unless it says otherwise. */
export const systemFields: readonly FieldDefinition[] = [
  field('IsDeleted', 'Deleted', 'boolean', { compute: (record) => stored(record, 'IsDeleted') === true }),
  reference('OwnerId', 'Owner ID', toUser('Owner'), { nillable: false }),
  ...auditFields,
]
