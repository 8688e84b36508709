import { importPKCS8, SignJWT } from 'jose'
import type { z } from 'zod'
import { checkCatalog } from '../../catalog/check.ts'
import type { Context } from '../../context.ts'
import { loopbackOrigins } from '../../paragon/allowed-origins.ts'
import { PERMISSIONS_CLAIM } from '../../paragon/permissions/claim.ts'
import { verificationOf } from '../../paragon/syncs/events.ts'
import { registerProjectAtProvider } from '../../provider/register.ts'
import { webhookSecretOf } from '../../webhooks/signature.ts'
import { Problem } from '../problem.ts'
import { declaredAccounts, declaredIntegrations } from './declared.ts'
import { connectDeclaredUsers } from './declared-users.ts'
import { paragonClients } from './provider-registration.ts'
import { projectNotFound, requireProject } from './require-project.ts'
import type { NewProjectInput, newToken, projectChange, projectQuery } from './schemas.ts'
import { generateSigningKey, signingKeyFromPem } from './signing-key.ts'
import type { StartGifts } from './start.ts'
import { startClock } from './start-clock.ts'

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
  const declaredKey = input.signingKey === undefined ? undefined : signingKeyFromPem(input.signingKey)
  const signingKey = given.signingKey ?? declaredKey ?? (await generateSigningKey())
  const apiKey = given.apiKey ?? input.apiKey ?? ctx.random.secret()
  const { name = 'Sandbox', allowedOrigins = [...loopbackOrigins], webhookUrl, clock } = input
  const isNew = await ctx.store.projects.create({
    id,
    name,
    allowedOrigins,
    accessibleFeatures,
    billingPlan: 'connect_enterprise',
    ...(webhookUrl !== undefined && { webhookUrl }),
    hasWholeCatalog: input.integrations === undefined,
    dateCreated: ctx.clock.timestamp(),
    signingKey: { ...signingKey, id: ctx.random.uuid() },
    apiKey,
    integrations: declaredIntegrations(id, input),
  })
  if (!isNew) throw new Problem(409, 'Conflict', `A project with the id "${id}" already exists.`)
  try {
    // Whatever is dated by it comes after it.
    if (clock) await startClock(ctx, id, clock)
    const accounts = declaredAccounts(input)
    await registerProjectAtProvider(ctx, { projectId: id, clients: paragonClients(ctx, id), accounts })
    await setSyncWebhookUrl(ctx, id, input.syncWebhookUrl)
    await connectDeclaredUsers(ctx, id, input.users)
  } catch (error) {
    await ctx.store.projects.remove(id)
    throw error
  }
  return {
    projectId: id,
    signingKey: signingKey.privateKey ?? null,
    apiKey,
    webhookSigningSecret: await webhookSecretOf(ctx, id),
    urls: ctx.urls,
  }
}

/** Changes what of a project can be changed; what is left out stays. */
export async function changeProject(ctx: Context, projectId: string, change: z.infer<typeof projectChange>) {
  checkWebhookUrls(ctx, change)
  if (change.webhookUrl !== undefined && !(await ctx.store.projects.setWebhookUrl(projectId, change.webhookUrl))) {
    throw projectNotFound(projectId)
  }
  await setSyncWebhookUrl(ctx, projectId, change.syncWebhookUrl)
  return describeProject(ctx, projectId)
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

export async function removeProject(ctx: Context, projectId: string): Promise<void> {
  if (!(await ctx.store.projects.remove(projectId))) throw projectNotFound(projectId)
  ctx.clockOf.forget(projectId)
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
