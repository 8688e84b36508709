import { isDeepStrictEqual } from 'node:util'
import { importPKCS8, SignJWT } from 'jose'
import type { z } from 'zod'
import { integrationsOf } from '../../catalog/catalog.ts'
import { checkCatalog } from '../../catalog/check.ts'
import type { Context } from '../../context.ts'
import { loopbackOrigins } from '../../paragon/allowed-origins.ts'
import { PERMISSIONS_CLAIM } from '../../paragon/permissions/claim.ts'
import { verificationOf } from '../../paragon/syncs/events.ts'
import { settleUsersOf } from '../../paragon/workflows/settle.ts'
import { ensureProjectAtProvider, saveClientsAtProvider, startingRows } from '../../provider/register.ts'
import type { Integration, Project } from '../../store/projects.ts'
import { fingerprint } from '../../store/sealer.ts'
import { webhookSecretOf } from '../../webhooks/signature.ts'
import { describeDestinations, destinationsFrom, firstDestinations } from '../event-destinations/destinations.ts'
import type { EventDestinationsInput } from '../event-destinations/schemas.ts'
import { Problem } from '../problem.ts'
import { loginClientOf, paragonClients } from './provider-registration.ts'
import type { NewProjectInput, newToken, projectChange } from './schemas.ts'
import { generateSigningKey } from './signing-key.ts'
import type { StartGifts } from './start.ts'

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

/** Makes a project with the whole catalog, its own keys and its own accounts at the provider. */
export async function createProject(ctx: Context, input: NewProjectInput, given: Omit<StartGifts, 'loginClient'> = {}) {
  checkCatalog()
  const id = input.id ?? ctx.random.uuid()
  checkWebhookUrls(ctx, input)
  const dateCreated = ctx.clock.timestamp()
  const destinations = input.eventDestinations ?? firstDestinations
  const signingKey = given.signingKey ?? (await generateSigningKey())
  const apiKey = given.apiKey ?? ctx.random.secret()
  const webhookSecret = given.webhookSecret ?? ctx.random.secret()
  const isNew = await ctx.store.projects.create({
    id,
    name: input.name ?? 'Sandbox',
    allowedOrigins: input.allowedOrigins ?? [...loopbackOrigins],
    accessibleFeatures,
    billingPlan: 'connect_enterprise',
    ...(input.webhookUrl !== undefined && { webhookUrl: input.webhookUrl }),
    dateCreated,
    signingKey: { ...signingKey, id: ctx.random.uuid() },
    apiKey,
    webhookSecret,
    integrations: integrationsOf(id),
    eventDestinations: destinationsFrom(ctx, destinations, [], dateCreated),
    provider: startingRows(atStart(ctx), { projectId: id, clients: paragonClients(ctx, id) }),
  })
  if (!isNew) throw new Problem(409, 'Conflict', `A project with the id "${id}" already exists.`)
  await setSyncWebhookUrl(ctx, id, input.syncWebhookUrl)
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
  return describeProject(ctx, projectId)
}

async function destinationsOf(ctx: Context, projectId: string, given: EventDestinationsInput) {
  await requireProject(ctx, projectId)
  const known = await ctx.store.eventDestinations.list(projectId)
  return destinationsFrom(ctx, given, known, ctx.clockOf(projectId).timestamp())
}

/** An address for the events of syncs is sent a message at once, for its owner to show that it is there. */
async function setSyncWebhookUrl(ctx: Context, projectId: string, url: string | null | undefined): Promise<void> {
  if (url === undefined) return
  await requireProject(ctx, projectId)
  const probe = url === null ? undefined : await verificationOf(ctx, projectId, url)
  if (!(await ctx.store.projects.setSyncWebhookUrl(projectId, url, probe))) throw projectNotFound(projectId)
  ctx.scheduler.wake()
}

function checkWebhookUrls(ctx: Context, given: z.infer<typeof projectChange>): void {
  for (const name of ['webhookUrl', 'syncWebhookUrl'] as const) {
    const url = given[name]
    const problem = url == null ? undefined : ctx.webhooks.problemWith(url)
    if (problem) throw new Problem(422, 'Unprocessable Content', `${name}: ${problem}`)
  }
}

/** The project that `start` is about: made when missing, and brought up to date with the keys and the addresses given. */
export async function ensureProject(ctx: Context, id: string, given: StartGifts): Promise<void> {
  const project = await ctx.store.projects.find(id)
  const { signingKey, apiKey, webhookSecret, loginClient } = given
  if (!project) {
    await createProject(ctx, { id }, given)
  } else {
    if (signingKey && !project.signingKeys.some(({ publicKey }) => publicKey === signingKey.publicKey)) {
      await ctx.store.projects.addSigningKey(id, { ...signingKey, id: ctx.random.uuid() }, ctx.clock.timestamp())
    }
    const newKey = apiKey ?? (project.apiKeyHashes.length === 0 ? ctx.random.secret() : undefined)
    if (newKey && !project.apiKeyHashes.includes(fingerprint(newKey))) {
      await ctx.store.projects.addApiKey(id, newKey, ctx.clock.timestamp())
    }
    if (webhookSecret) await ctx.store.projects.setWebhookSecret(id, webhookSecret)
    await updateCatalog(ctx, project)
    // Of a project that an older version made, and was killed before it had registered it, that is left to this start.
    await ensureProjectAtProvider(ctx, { projectId: id, clients: paragonClients(ctx, id) })
  }
  if (loginClient) await saveClientsAtProvider(ctx, id, [loginClientOf(loginClient)])
}

/** Gives a project of an older start what the catalog has become since. */
async function updateCatalog(ctx: Context, project: Project): Promise<void> {
  const news = integrationsOf(project.id).filter((integration) => {
    const known = project.integrations.find(({ id }) => id === integration.id)
    return !isDeepStrictEqual(JSON.parse(JSON.stringify(withoutOwn(integration, known))), known && withoutOwn(known))
  })
  if (news.length === 0) return
  checkCatalog()
  await ctx.store.projects.saveIntegrations(
    project.id,
    news.map((integration) =>
      withoutOwn(
        integration,
        project.integrations.find(({ id }) => id === integration.id),
      ),
    ),
  )
  for (const { id } of news) await settleUsersOf(ctx, project.id, id)
}

/** An integration without the workflows that the project has declared itself, in the catalog's place or beside it. */
function withoutOwn(integration: Integration, ofProject: Integration = integration): Integration {
  const own = new Set(ofProject.workflows.filter(({ isOwn }) => isOwn).map(({ id }) => id))
  return { ...integration, workflows: integration.workflows.filter(({ id }) => !own.has(id)) }
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
 * Takes a project back to how it was made: the same ids, keys and addresses, and the people of its provider, with nothing
 * connected. Its journal is empty, it has no faults, and its clock is the machine's.
 */
export async function resetProject(ctx: Context, projectId: string): Promise<void> {
  const project = await requireProject(ctx, projectId)
  const hasOwnWorkflows = project.integrations.some(({ workflows }) => workflows.some(({ isOwn }) => isOwn))
  await ctx.store.projects.reset(
    projectId,
    startingRows(atStart(ctx), { projectId, clients: [] }),
    ctx.clock.timestamp(),
    hasOwnWorkflows ? integrationsOf(projectId) : undefined,
  )
  forget(ctx, projectId)
}

/** At its beginning a project's clock is the machine's, which need not be looked up for each date. */
function atStart(ctx: Context): Context {
  return { ...ctx, clockOf: Object.assign(() => ctx.clock, { forget: ctx.clockOf.forget }) }
}

/** What is kept of a project in memory only. */
function forget(ctx: Context, projectId: string): void {
  ctx.clockOf.forget(projectId)
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

export async function requireProject(ctx: Context, projectId: string) {
  const project = await ctx.store.projects.find(projectId)
  if (!project) throw projectNotFound(projectId)
  return project
}

const projectNotFound = (projectId: string) => new Problem(404, 'Not Found', `There is no project "${projectId}".`)
