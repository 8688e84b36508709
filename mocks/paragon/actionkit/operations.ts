import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { thirdParty } from '../credentials/third-party.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { accountOf, actingCredential, findIntegrationByType } from '../selectors.ts'
import { asThirdPartyRefusal } from './refusal.ts'
import type { toolsQuery } from './schemas.ts'
import type { Tool, Toolbox } from './tool.ts'
import { toolboxes, toolOwners } from './toolboxes.ts'
import { toolsFor } from './tools-for.ts'
import { toolViews } from './views.ts'

/** Why the tools of one integration are not in a list; its form is that of the SDK's trigger twin (sdk.md 2.6). */
interface ListError {
  /** The integration. */
  type: string
  message: string
}

/**
 * `GET /tools`: what the user can do, by integration, as far as the token allows. One integration that cannot be asked
 * about its fields is an error in the list and leaves the others there.
 */
export async function listTools(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  query: z.infer<typeof toolsQuery>,
  selector: string | undefined,
) {
  const { project } = caller
  const offered = project.integrations.flatMap((integration) => {
    const toolbox = integration.isActive ? toolboxes[integration.type] : undefined
    if (!toolbox || !isAsked(query, integration, toolbox)) return []
    const credential = accountOf(caller, integration, selector)
    const isAllowed = caller.permissions.allows(permissionNames.actionkit, { integration, credential })
    const isListed = isAllowed && (credential !== undefined || !query.limit_to_available)
    return isListed ? [{ integration, toolbox, credential }] : []
  })
  const errors: ListError[] = (query.integrations ?? [])
    .filter((type) => !findIntegrationByType(project, type)?.isActive)
    .map((type) => ({ type, message: `Integration "${type}" not found.` }))

  const entries = await Promise.all(
    offered.map(async ({ integration, toolbox, credential }) => {
      try {
        const account = credential && thirdParty(ctx, tokens, { user: caller.user, integration, credential })
        const tools = account
          ? await toolsFor(ctx, toolbox, account, { reload: query.reload_fields })
          : toolbox.tools({})
        return [[integration.type, toolViews(tools, query.format)] as const]
      } catch (error) {
        const { message } = asThirdPartyRefusal(error, integration)
        errors.push({ type: integration.type, message })
        return []
      }
    }),
  )
  return { tools: Object.fromEntries(entries.flat()), errors }
}

function isAsked(
  { integrations, categories }: z.infer<typeof toolsQuery>,
  { type }: Integration,
  toolbox: Toolbox,
): boolean {
  const isNamed = integrations === undefined || integrations.includes(type)
  return isNamed && (categories === undefined || categories.some((each) => toolbox.categories.includes(each)))
}

/** `POST /tools`: runs a tool as one account and answers what it answers. */
export async function runTool(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  input: { name: string; parameters: Record<string, unknown>; selector: string | undefined },
): Promise<unknown> {
  const type = toolOwners.get(input.name)
  const toolbox = type === undefined ? undefined : toolboxes[type]
  const integration = type === undefined ? undefined : findIntegrationByType(caller.project, type)
  if (!toolbox || !integration?.isActive) throw notFound(`Tool "${input.name}" not found.`)
  const credential = actingCredential(caller, integration, input.selector)
  demand(caller, permissionNames.actionkit, { integration, credential })
  const account = thirdParty(ctx, tokens, { user: caller.user, integration, credential })
  try {
    const tools = await toolsFor(ctx, toolbox, account, { reload: false })
    const { tool, parameters } = toolCalled(tools, input.name, input.parameters)
    return await tool.run(account, parameters)
  } catch (error) {
    throw asThirdPartyRefusal(error, integration)
  }
}

/**
 * The tool by its name. The name that several have in common is taken with a `recordType`, which says which one is meant;
 * one that none is for goes to the one for any.
 */
function toolCalled(tools: readonly Tool[], name: string, parameters: Record<string, unknown>) {
  const tool = tools.find((each) => each.name === name)
  if (tool) return { tool, parameters }
  const { recordType, ...others } = parameters
  const variants = tools.filter(({ variant }) => variant?.tool === name)
  const named = variants.find(({ variant }) => variant?.recordType !== undefined && variant.recordType === recordType)
  if (named) return { tool: named, parameters: others }
  const any = variants.find(({ variant }) => variant?.recordType === undefined)
  if (any) return { tool: any, parameters }
  const known = variants.map(({ variant }) => variant?.recordType).join(', ')
  throw new ApiError(400, errorCodes.badRequest, `Invalid parameters.recordType: one of ${known} is required.`)
}
