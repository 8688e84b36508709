import { isDeepStrictEqual } from 'node:util'
import { checkCatalog } from '../../catalog/check.ts'
import type { Context } from '../../context.ts'
import { settleUsersOf } from '../../paragon/workflows/settle.ts'
import { ensureAccounts } from '../../provider/ensure-accounts.ts'
import { ensureProjectAtProvider, saveClientsAtProvider } from '../../provider/register.ts'
import type { Integration, Project, Workflow } from '../../store/projects.ts'
import { fingerprint } from '../../store/sealer.ts'
import { changeTransitions } from '../transitions/operations.ts'
import { beginningOf, declarationOf, declaredAccounts, declaredIntegrations } from './declared.ts'
import { connectDeclaredUsers } from './declared-users.ts'
import { checkWebhookUrls, createProject, destinationsOf, setSyncWebhookUrl } from './operations.ts'
import { loginClientOf, paragonClients } from './provider-registration.ts'
import type { NewProjectInput } from './schemas.ts'
import { signingKeyFromPem } from './signing-key.ts'
import type { StartGifts } from './start.ts'
import { moveClock } from './start-clock.ts'

/**
 * A project that a start is about: made when missing, and brought up to date with what is given and declared. What users
 * have connected, what their accounts have come to hold, and whatever is not declared stays as it is. Throws a Problem.
 */
export async function ensureProject(
  ctx: Context,
  id: string,
  given: StartGifts,
  declaration?: NewProjectInput,
): Promise<void> {
  const project = await ctx.store.projects.find(id)
  if (!project) await createProject(ctx, { ...declaration, id }, given)
  else await bringUpToDate(ctx, project, given, declaration)
  if (given.loginClient) await saveClientsAtProvider(ctx, id, [loginClientOf(given.loginClient)])
}

async function bringUpToDate(ctx: Context, project: Project, given: StartGifts, declared: NewProjectInput | undefined) {
  const { id } = project
  const declaration = declared ?? {}
  checkWebhookUrls(ctx, declaration)
  const { eventDestinations } = declaration
  const destinations = eventDestinations && (await destinationsOf(ctx, id, eventDestinations))
  if (declaration.clock) await moveClock(ctx, id, declaration.clock)
  await addKeys(ctx, project, given, declaration)
  await changeColumns(ctx, project, declared)
  if (destinations) await ctx.store.eventDestinations.replace(id, destinations)
  if (declaration.transitions) await changeTransitions(ctx, id, declaration.transitions)
  await updateIntegrations(ctx, project, declaration)
  const accounts = declaredAccounts(declaration)
  // Of a project that an older version made, and was killed before it had registered it, that is left to this start.
  await ensureProjectAtProvider(ctx, { projectId: id, clients: paragonClients(ctx, id), accounts })
  if (declaration.accounts || declaration.demoAccounts) {
    await ensureAccounts(ctx, id, accounts, declaration.accounts ?? [])
  }
  if (declaration.syncWebhookUrl !== undefined && declaration.syncWebhookUrl !== project.syncWebhookUrl) {
    await setSyncWebhookUrl(ctx, id, declaration.syncWebhookUrl)
  }
  await connectDeclaredUsers(ctx, id, declaration.users)
}

/** Keys that were good before stay so. */
async function addKeys(ctx: Context, project: Project, given: StartGifts, declaration: NewProjectInput): Promise<void> {
  const declaredKey = declaration.signingKey === undefined ? undefined : signingKeyFromPem(declaration.signingKey)
  const signingKey = given.signingKey ?? declaredKey
  if (signingKey && !project.signingKeys.some(({ publicKey }) => publicKey === signingKey.publicKey)) {
    await ctx.store.projects.addSigningKey(project.id, { ...signingKey, id: ctx.random.uuid() }, ctx.clock.timestamp())
  }
  const apiKey = given.apiKey ?? declaration.apiKey
  const newKey = apiKey ?? (project.apiKeyHashes.length === 0 ? ctx.randomOf(project.id).secret() : undefined)
  if (newKey && !project.apiKeyHashes.includes(fingerprint(newKey))) {
    await ctx.store.projects.addApiKey(project.id, newKey, ctx.clock.timestamp())
  }
  if (given.webhookSecret) await ctx.store.projects.setWebhookSecret(project.id, given.webhookSecret)
}

async function changeColumns(ctx: Context, project: Project, declared: NewProjectInput | undefined): Promise<void> {
  const { name, allowedOrigins, webhookUrl, declaration } = project
  const before = { name, allowedOrigins, webhookUrl, declaration }
  const after = {
    name: declared?.name ?? name,
    allowedOrigins: declared?.allowedOrigins ?? allowedOrigins,
    webhookUrl: declared?.webhookUrl ?? webhookUrl,
    declaration: declared ? newBeginning(project, declared) : declaration,
  }
  if (isDeepStrictEqual(before, after)) return
  await ctx.store.projects.change(project.id, after)
  ctx.randomOf.forget(project.id)
}

/** Where a reset is to go from now on. Which integrations were chosen stays so until others are. */
function newBeginning(project: Project, declared: NewProjectInput): object | null {
  const { integrations } = declarationOf(project)
  return beginningOf({ ...(integrations && { integrations }), ...declared }) ?? null
}

/** Gives a project what the catalog and the declaration have become since; what is chosen no more is turned off, not lost. */
async function updateIntegrations(ctx: Context, project: Project, declaration: NewProjectInput): Promise<void> {
  const isChosen = declaration.integrations !== undefined
  const hasWholeCatalog = declarationOf(project).integrations === undefined
  const declared = declaredIntegrations(project.id, declaration)
  const news = declared.flatMap((integration) => {
    const known = project.integrations.find(({ id }) => id === integration.id)
    if (!known) return isChosen || hasWholeCatalog ? [integration] : []
    const workflows = integration.workflows.filter((workflow) => isNews(workflow, known))
    const { definition } = integration
    const isActive = isChosen ? integration.isActive : known.isActive
    const isSame = isActive === known.isActive && isDeepStrictEqual(asStored(definition), known.definition)
    return isSame && workflows.length === 0 ? [] : [{ ...integration, isActive, workflows }]
  })
  const isLeftOut = ({ id, isActive }: Integration) =>
    isActive && !declared.some((integration) => integration.id === id)
  const leftOut = isChosen ? project.integrations.filter(isLeftOut) : []
  const changed = [...news, ...leftOut.map((integration) => ({ ...integration, isActive: false }))]
  if (changed.length === 0) return
  checkCatalog()
  await ctx.store.projects.saveIntegrations(project.id, changed)
  for (const { id } of changed) await settleUsersOf(ctx, project.id, id)
}

/** Whether a workflow differs from what the project has in its place; the catalog's never replaces the project's own. */
function isNews(workflow: Workflow, { workflows }: Integration): boolean {
  const known = workflows.find(({ id }) => id === workflow.id)
  if (!known) return true
  if (known.isOwn && !workflow.isOwn) return false
  return known.isOwn !== workflow.isOwn || !isDeepStrictEqual(asStored(workflow.definition), known.definition)
}

const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
