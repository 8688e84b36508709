import { z } from 'zod'
import { type Operation, ok } from '../../openapi/operation.ts'
import { googleRefusals } from '../google/openapi.ts'

const source = z.object({ type: z.enum(['CONTACT', 'DOMAIN_PROFILE']), id: z.string() })
const metadata = z.object({ primary: z.boolean(), source })

/** developers.google.com/people/api/rest/v1/people#Person, as far as people here have parts; the mask chooses among them. */
const person = z
  .object({
    resourceName: z.string(),
    etag: z.string(),
    metadata: z.object({ sources: z.array(source), objectType: z.literal('PERSON') }).optional(),
    names: z
      .array(
        z.object({
          metadata,
          displayName: z.string(),
          givenName: z.string(),
          familyName: z.string().optional(),
          unstructuredName: z.string(),
        }),
      )
      .optional(),
    emailAddresses: z.array(z.object({ metadata, value: z.string() })).optional(),
    phoneNumbers: z.array(z.object({ metadata, value: z.string() })).optional(),
    organizations: z.array(z.object({ metadata, name: z.string() })).optional(),
  })
  .meta({ id: 'Person' })

const mask = z.string().describe('Parts of a person, with commas between')
const pageSize = (most: number) => z.int().min(0).max(most).optional()
const pageToken = z.string().describe('`nextPageToken` of the page before').optional()
const nextPageToken = z.string().optional()
const sources = z.string().describe('Such as DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE')

const read = { method: 'GET', source: 'documented', access: 'read' } as const
/** One route, whose last segment holds the verb. */
const route = '/v1/:verb'

export const peopleOperations: readonly Operation[] = [
  {
    ...read,
    path: '/v1/people/me/connections',
    operationId: 'listConnections',
    summary: 'The contacts of the account, a page at a time',
    query: z.object({ personFields: mask, pageSize: pageSize(1000), pageToken }),
    responses: {
      200: ok(z.object({ connections: z.array(person), nextPageToken, totalPeople: z.int(), totalItems: z.int() })),
      ...googleRefusals(),
    },
  },
  {
    ...read,
    path: '/v1/people:searchContacts',
    route,
    operationId: 'searchContacts',
    summary: 'Contacts by the beginning of a name or an address',
    query: z.object({ query: z.string(), readMask: mask, pageSize: pageSize(30) }),
    responses: { 200: ok(z.object({ results: z.array(z.object({ person })) })), ...googleRefusals() },
  },
  {
    ...read,
    path: '/v1/people:listDirectoryPeople',
    route,
    operationId: 'listDirectoryPeople',
    summary: 'The directory of the account’s company, a page at a time',
    query: z.object({ readMask: mask, sources, pageSize: pageSize(1000), pageToken }),
    responses: { 200: ok(z.object({ people: z.array(person), nextPageToken })), ...googleRefusals() },
  },
  {
    ...read,
    path: '/v1/people:searchDirectoryPeople',
    route,
    operationId: 'searchDirectoryPeople',
    summary: 'People of the directory by the beginning of a name or an address',
    query: z.object({ query: z.string(), readMask: mask, sources, pageSize: pageSize(1000), pageToken }),
    responses: {
      200: ok(z.object({ people: z.array(person), nextPageToken, totalSize: z.int() })),
      ...googleRefusals(),
    },
  },
]
