import { importPKCS8, SignJWT } from 'jose'
import type { z } from 'zod'
import { checkCatalog } from '../../catalog/check.ts'
import { createClock } from '../../clock.ts'
import type { Context } from '../../context.ts'
import { loopbackOrigins } from '../../paragon/allowed-origins.ts'
import { PERMISSIONS_CLAIM } from '../../paragon/permissions/claim.ts'
import { verificationOf } from '../../paragon/syncs/events.ts'
import { startingRows } from '../../provider/register.ts'
import { type Random, seededRandom } from '../../random.ts'
import type { ClockSetting } from '../../store/project-clocks.ts'
import { webhookSecretOf } from '../../webhooks/signature.ts'
import { describeDestinations, destinationsFrom, firstDestinations } from '../event-destinations/destinations.ts'
import type { EventDestinationsInput } from '../event-destinations/schemas.ts'
import { Problem } from '../problem.ts'
import { changeTransitions, transitionsOf, transitionsView } from '../transitions/operations.ts'
import { beginningOf, declarationOf, declaredAccounts, declaredIntegrations } from './declared.ts'
import { connectDeclaredUsers } from './declared-users.ts'
import { paragonClients } from './provider-registration.ts'
import { projectNotFound, requireProject } from './require-project.ts'
import type { NewProjectInput, newToken, projectChange, projectQuery } from './schemas.ts'
import { generateSigningKey, signingKeyFromPem } from './signing-key.ts'
import type { StartGifts } from './start.ts'
import { startingClock } from './start-clock.ts'

/** Plan features that the SDK asks for (sdk.md 2.1): everything, as a sandbox has no plans. */
const accessibleFeatures = [
  'headless-cp',
  'dfm',
  'byo',
  'th-api',
  'monitoring',
  'rbac',
  'user-metadata',
  'whitelabel',
  'workflow-permissions',
]

/** Makes a project: without a declaration of what it has, with the whole catalog, new keys and the demo people. */
export async function createProject(ctx: Context, input: NewProjectInput, given: Omit<StartGifts, 'loginClient'> = {}) {
  checkCatalog()
  const id = input.id ?? ctx.random.uuid()
  checkWebhookUrls(ctx, input)
  const { name = 'Sandbox', allowedOrigins = [...loopbackOrigins], webhookUrl } = input
  const dateCreated = ctx.clock.timestamp()
  const destinations = input.eventDestinations ?? firstDestinations
  const declaredKey = input.signingKey === undefined ? undefined : signingKeyFromPem(input.signingKey)
  const signingKey = given.signingKey ?? declaredKey ?? (await generateSigningKey())
  const clock = startingClock(ctx, input.clock)
  const random = seriesOf(ctx, id, input.seed, 'keys')
  const apiKey = given.apiKey ?? input.apiKey ?? random.secret()
  const webhookSecret = given.webhookSecret ?? random.secret()
  const accounts = declaredAccounts(input)
  const isNew = await ctx.store.projects.create({
    id,
    name,
    allowedOrigins,
    accessibleFeatures,
    billingPlan: 'connect_enterprise',
    ...(webhookUrl !== undefined && { webhookUrl }),
    dateCreated,
    declaration: beginningOf(input),
    transitions: transitionsOf(input.transitions),
    clock,
    // Each pair is new, and remembered by its id.
    signingKey: { ...signingKey, id: ctx.random.uuid() },
    apiKey,
    webhookSecret,
    integrations: declaredIntegrations(id, input),
    eventDestinations: destinationsFrom(ctx, random, destinations, [], dateCreated),
    provider: startingRows(atStart(ctx, id, clock, input.seed), {
      projectId: id,
      clients: paragonClients(ctx, id),
      accounts,
    }),
  })
  if (!isNew) throw new Problem(409, 'Conflict', `A project with the id "${id}" already exists.`)
  try {
    await setSyncWebhookUrl(ctx, id, input.syncWebhookUrl)
    await connectDeclaredUsers(ctx, id, input.users)
    // It begins with what others do.
    ctx.journal.clear(id)
  } catch (error) {
    await removeProject(ctx, id)
    throw error
  }
  return {
    projectId: id,
    signingKey: signingKey.privateKey ?? null,
    apiKey,
    webhookSigningSecret: webhookSecret,
    urls: ctx.urls,
  }
}

/** Changes what of a project can be changed; what is left out stays. */
export async function changeProject(ctx: Context, projectId: string, change: z.infer<typeof projectChange>) {
  checkWebhookUrls(ctx, change)
  const destinations = change.eventDestinations && (await destinationsOf(ctx, projectId, change.eventDestinations))
  if (change.webhookUrl !== undefined && !(await ctx.store.projects.setWebhookUrl(projectId, change.webhookUrl))) {
    throw projectNotFound(projectId)
  }
  await setSyncWebhookUrl(ctx, projectId, change.syncWebhookUrl)
  if (destinations) await ctx.store.eventDestinations.replace(projectId, destinations)
  if (change.transitions) await changeTransitions(ctx, projectId, change.transitions)
  return describeProject(ctx, projectId)
}

export async function destinationsOf(ctx: Context, projectId: string, given: EventDestinationsInput) {
  await requireProject(ctx, projectId)
  const known = await ctx.store.eventDestinations.list(projectId)
  return destinationsFrom(ctx, ctx.randomOf(projectId), given, known, ctx.clockOf(projectId).timestamp())
}

/** An address for the events of syncs is sent a message at once, for its owner to show that it is there. */
export async function setSyncWebhookUrl(
  ctx: Context,
  projectId: string,
  url: string | null | undefined,
): Promise<void> {
  if (url === undefined) return
  await requireProject(ctx, projectId)
  const probe = url === null ? undefined : await verificationOf(ctx, projectId, url)
  if (!(await ctx.store.projects.setSyncWebhookUrl(projectId, url, probe))) throw projectNotFound(projectId)
  ctx.scheduler.wake()
}

export function checkWebhookUrls(ctx: Context, given: z.infer<typeof projectChange>): void {
  for (const name of ['webhookUrl', 'syncWebhookUrl'] as const) {
    const url = given[name]
    const problem = url == null ? undefined : ctx.webhooks.problemWith(url)
    if (problem) throw new Problem(422, 'Unprocessable Content', `${name}: ${problem}`)
  }
}

/** The projects by their ids, a page at a time. */
export async function listProjects(ctx: Context, { cursor, limit }: z.infer<typeof projectQuery>) {
  const found = await ctx.store.projects.list({ after: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  return {
    projects: page.map(({ id, name, dateCreated }) => ({ projectId: id, name, dateCreated })),
    nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export async function describeProject(ctx: Context, projectId: string) {
  const project = await requireProject(ctx, projectId)
  return {
    projectId: project.id,
    name: project.name,
    dateCreated: project.dateCreated,
    allowedOrigins: project.allowedOrigins,
    signingKey: (await ctx.store.projects.privateKey(project.id)) ?? null,
    apiKey: (await ctx.store.projects.apiKey(project.id)) ?? null,
    webhookUrl: project.webhookUrl,
    syncWebhookUrl: project.syncWebhookUrl,
    webhookSigningSecret: await webhookSecretOf(ctx, project.id),
    eventDestinations: await describeDestinations(ctx, project.id),
    transitions: transitionsView(project),
    integrations: project.integrations.map(({ id, type, isActive, workflows }) => ({
      id,
      type,
      isActive,
      workflows: workflows.map(({ id: workflowId, definition: { slug, description, trigger } }) => ({
        id: workflowId,
        slug,
        description,
        trigger,
      })),
    })),
    urls: ctx.urls,
  }
}

/**
 * Takes a project back to how it was made: the same ids, keys and addresses, the people of its provider and the users that
 * it was declared with, with nothing else connected. Its journal is empty, it has no faults, and its clock and transitions
 * are what everyone's are or what was declared.
 */
export async function resetProject(ctx: Context, projectId: string): Promise<void> {
  const project = await requireProject(ctx, projectId)
  const declared = declarationOf(project)
  const clock = startingClock(ctx, declared.clock)
  const accounts = declaredAccounts(declared)
  const isThere = ({ id }: { id: string }) => project.integrations.some((integration) => integration.id === id)
  const hasOwnWorkflows =
    declared.workflows !== undefined ||
    project.integrations.some(({ workflows }) => workflows.some(({ isOwn }) => isOwn))
  await ctx.store.projects.reset(projectId, {
    rows: startingRows(atStart(ctx, projectId, clock, declared.seed), { projectId, clients: [], accounts }),
    dateCreated: ctx.clock.timestamp(),
    integrations: hasOwnWorkflows
      ? declaredIntegrations(projectId, { workflows: declared.workflows }).filter(isThere)
      : undefined,
    transitions: transitionsOf(declared.transitions),
    clock,
  })
  forget(ctx, projectId)
  await connectDeclaredUsers(ctx, projectId, declared.users)
  ctx.journal.clear(projectId)
}

/** What is drawn for a part of a project's beginning, apart from what is drawn from there on: a reset makes some parts only. */
function seriesOf(ctx: Context, projectId: string, seed: string | undefined, part: 'keys' | 'accounts'): Random {
  return seed === undefined ? ctx.random : seededRandom(projectId, seed, part)
}

/** At its beginning what a project's clock shows is known, and need not be looked up for each date. */
function atStart(
  ctx: Context,
  projectId: string,
  setting: ClockSetting | undefined,
  seed: string | undefined,
): Context {
  const clock = setting ? createClock(() => setting.frozenAt ?? ctx.clock.now() + setting.offset) : ctx.clock
  const random = seriesOf(ctx, projectId, seed, 'accounts')
  return {
    ...ctx,
    clockOf: Object.assign(() => clock, { forget: ctx.clockOf.forget }),
    randomOf: Object.assign(() => random, { forget: ctx.randomOf.forget }),
  }
}

/** Takes away what is kept of a project in memory only, for one that begins anew. */
export function forget(ctx: Context, projectId: string): void {
  ctx.clockOf.forget(projectId)
  ctx.randomOf.forget(projectId)
  ctx.journal.clear(projectId)
  ctx.faults.clear(projectId)
}

export async function removeProject(ctx: Context, projectId: string): Promise<void> {
  if (!(await ctx.store.projects.remove(projectId))) throw projectNotFound(projectId)
  forget(ctx, projectId)
}

/** A signed Paragon User Token, as the host app's server would make it. */
export async function createToken(ctx: Context, projectId: string, input: z.infer<typeof newToken>) {
  await requireProject(ctx, projectId)
  const pem = await ctx.store.projects.privateKey(projectId)
  if (!pem) {
    throw new Problem(
      409,
      'Conflict',
      'The sandbox holds only the public half of this project’s key: sign the token yourself.',
    )
  }
  const now = Math.floor(ctx.clock.now() / 1000)
  const expires = now + (input.expiresIn ?? 3600)
  const claims = {
    aud: `useparagon.com/${projectId}`,
    ...(input.permissions !== undefined && { [PERMISSIONS_CLAIM]: input.permissions }),
    ...input.claims,
  }
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setSubject(input.sub)
    .setIssuedAt(now)
    .setExpirationTime(expires)
    .sign(await importPKCS8(pem, 'RS256'))
  return { token, expiresAt: new Date(expires * 1000) }
}
