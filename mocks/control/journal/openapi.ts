import { z } from 'zod'
import { empty, instant, type Operation, ok } from '../../openapi/operation.ts'
import { ofProject, PROBLEM_TYPE, problem, problems, withBody } from '../problem-answers.ts'
import { entryQuery, journalQuery, streamQuery, waitRequest } from './schemas.ts'

const body = z.object({
  size: z.int(),
  isTruncated: z.boolean(),
  isBinary: z.boolean(),
  text: z.string().nullable(),
})
const message = z.object({ headers: z.record(z.string(), z.string()), body: body.nullable() })

/** `EntryView`. */
const entry = z
  .object({
    id: z.string(),
    traceId: z.string(),
    parentId: z.string().nullable(),
    cursor: z.int(),
    direction: z.enum(['in', 'out']),
    service: z.string(),
    operation: z.string().nullable(),
    method: z.string(),
    url: z.string(),
    path: z.string(),
    userId: z.string().nullable(),
    account: z
      .object({
        credentialId: z.string().nullable(),
        externalId: z.string().nullable(),
        integration: z.string().nullable(),
        name: z.string().nullable(),
      })
      .nullable(),
    job: z.object({ kind: z.string(), subject: z.string() }).nullable(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    fault: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    date: instant,
    duration: z.number(),
    request: message,
    response: message.nullable(),
  })
  .meta({ id: 'Entry' })

const nearMiss = z.object({
  entry,
  differs: z.array(
    z.object({
      field: z.string(),
      expected: z.union([z.string(), z.number()]),
      actual: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
    }),
  ),
})

const base = '/_sandbox/projects/:id/journal'

export const journalOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: base,
    operationId: 'listEntries',
    summary: 'Requests in and calls out, oldest first',
    source: 'assumed',
    access: 'read',
    query: journalQuery,
    responses: {
      200: ok(z.object({ entries: z.array(entry), next: z.int(), hasMore: z.boolean() })),
      ...ofProject,
      ...problems(422),
    },
  },
  {
    method: 'DELETE',
    path: base,
    operationId: 'clearJournal',
    summary: 'Empties the journal',
    source: 'assumed',
    access: 'write',
    responses: { 204: empty(), ...ofProject },
  },
  {
    method: 'GET',
    path: `${base}/stream`,
    operationId: 'streamEntries',
    summary: 'Entries as server-sent events',
    source: 'assumed',
    access: 'read',
    query: streamQuery,
    headers: z.object({ 'last-event-id': z.string().optional() }),
    responses: {
      200: { description: 'A stream of `entry` events', mediaTypes: ['text/event-stream'] },
      ...ofProject,
      ...problems(422),
    },
  },
  {
    method: 'POST',
    path: `${base}/wait`,
    operationId: 'waitForEntries',
    summary: 'Waits until so many entries match',
    source: 'assumed',
    access: 'read',
    body: waitRequest,
    responses: {
      200: ok(z.object({ entries: z.array(entry), next: z.int() })),
      ...withBody,
      408: {
        description: 'Too few came in time; those that came closest are told of',
        schema: problem.extend({ matched: z.array(entry), nearestMisses: z.array(nearMiss) }),
        mediaTypes: [PROBLEM_TYPE],
      },
    },
  },
  {
    method: 'GET',
    path: `${base}/:entryId`,
    operationId: 'getEntry',
    summary: 'One entry, as JSON or for a shell',
    source: 'assumed',
    access: 'read',
    query: entryQuery,
    responses: {
      200: { description: 'OK', schema: entry, mediaTypes: ['application/json', 'text/plain'] },
      ...ofProject,
      ...problems(422),
    },
  },
]
