import { importPKCS8, SignJWT } from 'jose'
import type { z } from 'zod'
import { integrationsOf } from '../../catalog/catalog.ts'
import type { Context } from '../../context.ts'
import { loopbackOrigins } from '../../paragon/allowed-origins.ts'
import { PERMISSIONS_CLAIM } from '../../paragon/permissions/claim.ts'
import { ensureProjectAtProvider, registerProjectAtProvider, saveClientsAtProvider } from '../../provider/register.ts'
import { webhookSecretOf } from '../../webhooks/signature.ts'
import { Problem } from '../problem.ts'
import { type LoginClient, loginClientOf, paragonClients } from './provider-registration.ts'
import type { NewProjectInput, newToken, projectChange } from './schemas.ts'
import { generateSigningKey, type SigningKeyPair } from './signing-key.ts'

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

/** Makes a project with the whole catalog, its own key and its own accounts at the provider. */
export async function createProject(ctx: Context, input: NewProjectInput, givenKey?: SigningKeyPair | undefined) {
  const id = input.id ?? ctx.random.uuid()
  checkWebhookUrl(ctx, input.webhookUrl)
  const signingKey = givenKey ?? (await generateSigningKey())
  const isNew = await ctx.store.projects.create({
    id,
    name: input.name ?? 'Sandbox',
    allowedOrigins: input.allowedOrigins ?? [...loopbackOrigins],
    accessibleFeatures,
    billingPlan: 'connect_enterprise',
    ...(input.webhookUrl !== undefined && { webhookUrl: input.webhookUrl }),
    dateCreated: ctx.clock.timestamp(),
    signingKey: { ...signingKey, id: ctx.random.uuid() },
    integrations: integrationsOf(id),
  })
  if (!isNew) throw new Problem(409, 'Conflict', `A project with the id "${id}" already exists.`)
  await registerProjectAtProvider(ctx, { projectId: id, clients: paragonClients(ctx, id) })
  return {
    projectId: id,
    signingKey: signingKey.privateKey ?? null,
    webhookSigningSecret: await webhookSecretOf(ctx, id),
    urls: ctx.urls,
  }
}

/** Changes what of a project can be changed; what is left out stays. */
export async function changeProject(ctx: Context, projectId: string, change: z.infer<typeof projectChange>) {
  checkWebhookUrl(ctx, change.webhookUrl)
  if (change.webhookUrl !== undefined && !(await ctx.store.projects.setWebhookUrl(projectId, change.webhookUrl))) {
    throw projectNotFound(projectId)
  }
  return describeProject(ctx, projectId)
}

function checkWebhookUrl(ctx: Context, url: string | null | undefined): void {
  const problem = url && ctx.webhooks.problemWith(url)
  if (problem) throw new Problem(422, 'Unprocessable Content', `webhookUrl: ${problem}`)
}

/** The project that `start` is about: made when missing, and brought up to date with the key and the addresses given. */
export async function ensureProject(
  ctx: Context,
  id: string,
  given: { signingKey?: SigningKeyPair | undefined; loginClient?: LoginClient | undefined },
): Promise<void> {
  const project = await ctx.store.projects.find(id)
  const { signingKey, loginClient } = given
  if (!project) {
    await createProject(ctx, { id }, signingKey)
  } else {
    if (signingKey && !project.signingKeys.some(({ publicKey }) => publicKey === signingKey.publicKey)) {
      await ctx.store.projects.addSigningKey(id, { ...signingKey, id: ctx.random.uuid() }, ctx.clock.timestamp())
    }
    // A process that was killed between making the project and registering it leaves the second to this start.
    await ensureProjectAtProvider(ctx, { projectId: id, clients: paragonClients(ctx, id) })
  }
  if (loginClient) await saveClientsAtProvider(ctx, id, [loginClientOf(loginClient)])
}

export async function describeProject(ctx: Context, projectId: string) {
  const project = await requireProject(ctx, projectId)
  return {
    projectId: project.id,
    name: project.name,
    dateCreated: project.dateCreated,
    allowedOrigins: project.allowedOrigins,
    signingKey: (await ctx.store.projects.privateKey(project.id)) ?? null,
    webhookUrl: project.webhookUrl,
    webhookSigningSecret: await webhookSecretOf(ctx, project.id),
    integrations: project.integrations.map(({ id, type, isActive, workflows }) => ({
      id,
      type,
      isActive,
      workflows: workflows.map((workflow) => ({ id: workflow.id, description: workflow.definition.description })),
    })),
    urls: ctx.urls,
  }
}

export async function removeProject(ctx: Context, projectId: string): Promise<void> {
  if (!(await ctx.store.projects.remove(projectId))) throw projectNotFound(projectId)
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
