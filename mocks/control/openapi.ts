import { z } from 'zod'
import { openApiOperations } from '../openapi/openapi.ts'
import { anyObject, empty, instant, type Operation, ok, uuid } from '../openapi/operation.ts'
import { credential } from '../paragon/credentials/openapi.ts'
import { eventTypes } from '../store/project-events.ts'
import { clockChange } from './clock/schemas.ts'
import { connectMeOperations } from './connect-me/openapi.ts'
import { newCredential, throttle } from './credentials/schemas.ts'
import { emailsQuery } from './emails/schemas.ts'
import { eventsQuery } from './events/schemas.ts'
import { executionOperations } from './executions/openapi.ts'
import { faultOperations } from './faults/openapi.ts'
import { inspectorOperations } from './inspector/openapi.ts'
import { journalOperations } from './journal/openapi.ts'
import { guarded, ofProject, problems, withBody } from './problem-answers.ts'
import { newProject, newToken, projectChange, projectQuery } from './projects/schemas.ts'
import { newSetupValues } from './setup-values/schemas.ts'
import { snapshot } from './snapshots/schemas.ts'
import { syncLogQuery } from './sync-logs/schemas.ts'
import { syncOperations } from './syncs/openapi.ts'
import { transition, transitionKinds, transitionQuery } from './transitions/schemas.ts'
import { userOperations } from './users/openapi.ts'
import { deliveryQuery } from './webhooks/schemas.ts'
import { workflowDeclaration } from './workflows/schemas.ts'

const projects = '/_sandbox/projects'
const one = `${projects}/:id`
const urls = z.object({ paragon: z.string(), provider: z.string() })
const cursor = z.string().nullable()

const secrets = {
  projectId: z.string(),
  signingKey: z.string().describe('PEM; null when the sandbox has only the public half').nullable(),
  apiKey: z.string().nullable(),
  webhookSigningSecret: z.string(),
  urls,
}

const destination = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('EMAIL'),
    id: uuid,
    to: z.string(),
    events: z.array(z.enum(eventTypes)),
    isEnabled: z.boolean(),
  }),
  z.object({
    type: z.literal('WEBHOOK'),
    id: uuid,
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    payload: z.unknown(),
    events: z.array(z.enum(eventTypes)),
    isEnabled: z.boolean(),
  }),
])

const project = z
  .object({
    ...secrets,
    name: z.string(),
    dateCreated: instant,
    allowedOrigins: z.array(z.string()),
    webhookUrl: z.string().nullable(),
    syncWebhookUrl: z.string().nullable(),
    eventDestinations: z.array(destination),
    transitions: z.object({ syncs: transition, workflows: transition, webhooks: transition, triggers: transition }),
    integrations: z.array(
      z.object({
        id: uuid,
        type: z.string(),
        isActive: z.boolean(),
        workflows: z.array(
          z.object({
            id: uuid,
            slug: z.string(),
            description: z.string(),
            trigger: z.looseObject({ type: z.string() }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Project' })

const event = z
  .object({
    id: z.string(),
    projectId: z.string(),
    type: z.enum(eventTypes),
    personaId: z.string(),
    endUserId: z.string(),
    integrationId: z.string(),
    connectCredentialId: z.string(),
    connectCredentialConfigId: z.string().nullable(),
    workflowId: z.string().nullable(),
    traceId: z.string(),
    error: z.string(),
    status: z.enum(['SUCCEEDED', 'FAILED']),
    dateCreated: instant,
  })
  .meta({ id: 'ProjectEvent' })

const email = z.object({
  id: z.string(),
  destinationId: z.string(),
  eventId: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  dateCreated: instant,
})

const deliveryFields = {
  id: uuid,
  ownerKind: z.string(),
  ownerId: z.string(),
  eventId: z.string(),
  url: z.string(),
  attemptCount: z.int(),
  dateCreated: instant,
  dateUpdated: instant,
  dateNext: instant.nullable(),
  status: z.enum(['PENDING', 'DELIVERED', 'FAILED']),
}
const delivery = z.object(deliveryFields).meta({ id: 'WebhookDelivery' })
const wholeDelivery = z.object({
  ...deliveryFields,
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  attempts: z.array(
    z.object({
      number: z.int(),
      dateCreated: instant,
      status: z.int().nullable(),
      error: z.string().nullable(),
      duration: z.number(),
      response: z.string().nullable(),
    }),
  ),
})

const pendingTransition = z.object({
  kind: z.enum(transitionKinds),
  subject: z.string(),
  dateDue: instant,
  isManual: z.boolean(),
})

const clock = z.object({ now: instant, frozen: z.boolean(), offset: z.number() })

const workflow = z.looseObject({
  id: uuid,
  integration: z.string(),
  slug: z.string(),
  description: z.string(),
  inputs: z.array(anyObject),
})

/** Its fields are the vendor's (docs: managed-sync/monitoring). */
const syncLog = z.looseObject({ id: z.int(), date: instant, syncId: uuid, syncEvent: z.string() })

const read = { source: 'assumed', access: 'read' } as const
const write = { source: 'assumed', access: 'write' } as const

/** The control API is the sandbox's own, so that all of it is "assumed". */
export const controlOperations: readonly Operation[] = [
  {
    ...read,
    method: 'GET',
    path: projects,
    operationId: 'listProjects',
    summary: 'The projects by their ids, a page at a time',
    query: projectQuery,
    responses: {
      200: ok(
        z.object({
          projects: z.array(z.object({ projectId: z.string(), name: z.string(), dateCreated: instant })),
          nextCursor: cursor,
        }),
      ),
      ...guarded,
      ...problems(422),
    },
  },
  {
    ...write,
    method: 'POST',
    path: projects,
    operationId: 'createProject',
    summary: 'A new, isolated project',
    body: newProject,
    isBodyOptional: true,
    responses: { 201: ok(z.object(secrets), 'Created'), ...withBody, ...problems(409) },
  },
  {
    ...read,
    method: 'GET',
    path: one,
    operationId: 'getProject',
    summary: 'A project with its keys, integrations and workflows',
    responses: { 200: ok(project), ...ofProject },
  },
  {
    ...write,
    method: 'PATCH',
    path: one,
    operationId: 'updateProject',
    summary: 'Changes webhooks and event destinations',
    body: projectChange,
    isBodyOptional: true,
    responses: { 200: ok(project), ...withBody },
  },
  {
    ...write,
    method: 'DELETE',
    path: one,
    operationId: 'deleteProject',
    summary: 'Removes a project with all it has',
    responses: { 204: empty(), ...ofProject },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/reset`,
    operationId: 'resetProject',
    summary: 'Takes a project back to how it was made',
    responses: { 204: empty(), ...ofProject, ...problems(409) },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/tokens`,
    operationId: 'createToken',
    summary: 'A signed Paragon User Token',
    body: newToken,
    responses: {
      201: ok(z.object({ token: z.string(), expiresAt: instant }), 'Created'),
      ...withBody,
      ...problems(409),
    },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/snapshot`,
    operationId: 'exportSnapshot',
    summary: 'The whole project as JSON',
    responses: { 200: ok(snapshot), ...ofProject },
  },
  {
    ...write,
    method: 'PUT',
    path: `${one}/snapshot`,
    operationId: 'importSnapshot',
    summary: 'Puts a snapshot in the place of a project, or makes one of it',
    body: snapshot,
    responses: { 200: ok(project, 'Replaced'), 201: ok(project, 'Created'), ...withBody, ...problems(409) },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/clock`,
    operationId: 'getClock',
    summary: 'What the project’s clock shows',
    responses: { 200: ok(clock), ...ofProject },
  },
  {
    ...write,
    method: 'PUT',
    path: `${one}/clock`,
    operationId: 'setClock',
    summary: 'Sets the clock forward, stops it, or has it go on',
    body: clockChange,
    isBodyOptional: true,
    responses: { 200: ok(clock), ...withBody, ...problems(409) },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/transitions`,
    operationId: 'listTransitions',
    summary: 'What is about to happen in the project',
    query: transitionQuery,
    responses: { 200: ok(z.object({ transitions: z.array(pendingTransition) })), ...ofProject, ...problems(422) },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/transitions/:kind/:subject/advance`,
    operationId: 'advanceTransition',
    summary: 'Has one of them happen now',
    responses: { 200: ok(z.object({ next: pendingTransition.nullable() })), ...ofProject, ...problems(409) },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/events`,
    operationId: 'listEvents',
    summary: 'What went wrong for the project’s users',
    query: eventsQuery,
    responses: { 200: ok(z.object({ events: z.array(event), nextCursor: cursor })), ...ofProject, ...problems(422) },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/event-destinations/:destinationId/test`,
    operationId: 'testEventDestination',
    summary: 'Sends an event destination an example',
    responses: { 202: ok(z.object({ event }), 'It is on its way'), ...ofProject },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/emails`,
    operationId: 'listEmails',
    summary: 'Mails that would have been sent',
    query: emailsQuery,
    responses: { 200: ok(z.object({ emails: z.array(email), nextCursor: cursor })), ...ofProject, ...problems(422) },
  },
  {
    ...write,
    method: 'PUT',
    path: `${one}/integrations/:type/workflows/:slug`,
    operationId: 'declareWorkflow',
    summary: 'Deploys a workflow, or another version of it',
    body: workflowDeclaration,
    responses: { 200: ok(workflow, 'Replaced'), 201: ok(workflow, 'Created'), ...withBody },
  },
  {
    ...write,
    method: 'DELETE',
    path: `${one}/integrations/:type/workflows/:slug`,
    operationId: 'deleteWorkflow',
    summary: 'Takes a workflow away',
    responses: { 204: empty(), ...ofProject },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/credentials`,
    operationId: 'connectAccount',
    summary: 'A connected account without the browser',
    body: newCredential,
    responses: { 201: ok(credential, 'Created'), ...withBody, ...problems(409) },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/setup-values`,
    operationId: 'issueSetupValues',
    summary: 'What a user would copy from the third party’s settings to connect: a key, a client',
    body: newSetupValues,
    responses: { 201: ok(z.object({ values: z.record(z.string(), z.string()) }), 'Created'), ...withBody },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/credentials/:credentialId/:mishap{expire|invalidate|revoke}`,
    operationId: 'harmCredential',
    summary: 'What goes wrong with accounts in real life',
    responses: { 204: empty(), ...ofProject, ...problems(400, 502) },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/credentials/:credentialId/throttle`,
    operationId: 'throttleAccount',
    summary: 'Has the third party turn calls down as too many for a while',
    body: throttle,
    responses: { 204: empty(), ...withBody },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/sync-logs`,
    operationId: 'listSyncLogs',
    summary: 'What has happened to syncs, newest first',
    query: syncLogQuery,
    responses: { 200: ok(z.object({ data: z.array(syncLog) })), ...ofProject, ...problems(422) },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/webhooks`,
    operationId: 'listDeliveries',
    summary: 'What was sent to webhooks, newest first',
    query: deliveryQuery,
    responses: {
      200: ok(z.object({ deliveries: z.array(delivery), nextCursor: cursor })),
      ...ofProject,
      ...problems(422),
    },
  },
  {
    ...read,
    method: 'GET',
    path: `${one}/webhooks/:deliveryId`,
    operationId: 'getDelivery',
    summary: 'One delivery with its body and every attempt',
    responses: { 200: ok(wholeDelivery), ...ofProject },
  },
  {
    ...write,
    method: 'POST',
    path: `${one}/webhooks/:deliveryId/redeliver`,
    operationId: 'redeliver',
    summary: 'Has a delivery tried again from the start',
    responses: { 202: ok(delivery, 'It is on its way'), ...ofProject },
  },
  ...userOperations,
  ...executionOperations,
  ...syncOperations,
  ...journalOperations,
  ...faultOperations,
  ...inspectorOperations,
  ...connectMeOperations,
  ...openApiOperations,
]
