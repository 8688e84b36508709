import { integrationsOf, workflowIdOf } from '../../catalog/catalog.ts'
import { type DemoAccount, demoAccounts } from '../../catalog/demo-accounts.ts'
import { hueOf } from '../../provider/accounts.ts'
import type { Integration, Project } from '../../store/projects.ts'
import { Problem } from '../problem.ts'
import { workflowDefinitionOf } from '../workflows/definition.ts'
import { type NewProjectInput, newProject } from './schemas.ts'

type DeclaredAccount = NonNullable<NewProjectInput['accounts']>[number]

/** The integrations that a project is declared to have, in catalog order, its own workflows among theirs. */
export function declaredIntegrations(
  projectId: string,
  { integrations, workflows = {} }: NewProjectInput,
): Integration[] {
  const choices = new Map(
    integrations?.map((choice) =>
      typeof choice === 'string' ? [choice, true] : [choice.type, choice.isActive ?? true],
    ),
  )
  return integrationsOf(projectId)
    .filter(({ type }) => integrations === undefined || choices.has(type))
    .map((integration) => {
      const own = Object.entries(workflows[integration.type] ?? {}).map(([slug, declaration]) => ({
        id: workflowIdOf(projectId, integration.type, slug),
        integrationId: integration.id,
        definition: workflowDefinitionOf(slug, declaration),
        isOwn: true,
      }))
      const replaced = new Set(own.map(({ id }) => id))
      return {
        ...integration,
        isActive: choices.get(integration.type) ?? integration.isActive,
        workflows: [...integration.workflows.filter(({ id }) => !replaced.has(id)), ...own],
      }
    })
}

/** The accounts that a project's provider is declared to have. */
export function declaredAccounts({ demoAccounts: hasDemo = true, accounts = [] }: NewProjectInput): DemoAccount[] {
  return [...(hasDemo ? demoAccounts : []), ...accounts.map(accountOf)]
}

function accountOf({ files = [], events = [], ...account }: DeclaredAccount): DemoAccount {
  const email = account.email.toLowerCase()
  return {
    directory: account.directory,
    email,
    name: account.name ?? email.slice(0, email.indexOf('@')),
    hue: account.hue ?? hueOf(email),
    kind: account.kind ?? 'other',
    person: account.person ?? email,
    ...(account.directory === 'google' && {
      contents: {
        files: files.map(({ mimeType = 'text/plain', hoursOld = 24, ...file }) => ({ ...file, mimeType, hoursOld })),
        events,
      },
    }),
  }
}

/** What of a declaration a reset comes back to; keys and addresses are as they are. Undefined for what every project has. */
export function beginningOf(declaration: NewProjectInput): NewProjectInput | undefined {
  const { integrations, workflows, demoAccounts: hasDemo, accounts, users, transitions, clock, seed } = declaration
  const beginning = {
    ...(integrations && { integrations }),
    ...(workflows && { workflows }),
    ...(hasDemo !== undefined && { demoAccounts: hasDemo }),
    ...(accounts && { accounts }),
    ...(users && { users }),
    ...(transitions && { transitions }),
    ...(clock && { clock }),
    ...(seed !== undefined && { seed }),
  }
  return Object.keys(beginning).length > 0 ? beginning : undefined
}

/** What a project was declared to start with. Throws a 409 for what another version wrote and this one cannot make. */
export function declarationOf({ id, declaration }: Pick<Project, 'id' | 'declaration'>): NewProjectInput {
  const result = newProject.safeParse(declaration ?? {})
  if (result.success) return result.data
  throw new Problem(409, 'Conflict', `This version of the sandbox cannot make what the project "${id}" started with.`)
}
