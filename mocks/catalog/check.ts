import { type SourcedInput, sourceProblem } from '../paragon/portal/input-types.ts'
import { problemsOf } from '../workflow-language/check.ts'
import { checkExpression } from '../workflow-language/expression.ts'
import { catalog } from './catalog.ts'
import type { IntegrationDefinition } from './definitions.ts'

let isChecked = false

/** Throws for a workflow that could not run: to be called before a project is given the catalog. */
export function checkCatalog(): void {
  if (isChecked) return
  const problems = catalog.flatMap((integration) => [
    ...asked(integration).map((problem) => `${integration.type}: ${problem}`),
    ...integration.workflows.flatMap((workflow) =>
      problemsWith(integration, workflow).map((problem) => `${integration.type}/${workflow.slug}: ${problem}`),
    ),
  ])
  if (problems.length > 0) throw new Error(`The catalog has workflows that cannot run:\n${problems.join('\n')}`)
  isChecked = true
}

/** What is wrong with what a workflow does; nothing when it can run. */
export function problemsWith(
  { portal }: IntegrationDefinition,
  workflow: { inputs: readonly SourcedInput[]; permissions?: unknown; trigger?: unknown; steps?: unknown },
): string[] {
  return [
    ...sourceProblems(workflow.inputs, portal.dataSources),
    ...permissionProblems(workflow.permissions),
    ...problemsOf(workflow, { settings: [...portal.sharedInputs, ...workflow.inputs].map(({ id }) => id) }),
  ]
}

/** What is wrong with what an integration asks of its users. */
function asked({ portal, setup, custom }: IntegrationDefinition): string[] {
  const inputs = [
    ...portal.sharedInputs,
    ...(setup?.authConfigInputs ?? []),
    ...(setup?.postOauthInputs ?? []),
    ...(setup?.accountTypes ?? []).flatMap(({ endUserSuppliedValues = [] }) => endUserSuppliedValues),
    ...(custom?.inputFields ?? []),
  ]
  return sourceProblems(inputs, portal.dataSources)
}

const sourceProblems = (inputs: readonly SourcedInput[], dataSources: Record<string, unknown>) =>
  inputs.flatMap((input) => sourceProblem(input, dataSources) ?? [])

function permissionProblems(permissions: unknown): string[] {
  const problems: string[] = []
  const refer = ([root, field]: string[]) =>
    root === 'user' && (field === 'id' || field === 'meta') ? undefined : 'is not known here; user.id and user.meta are'
  checkExpression(permissions, refer, (problem) => problems.push(`permissions: ${problem}`))
  return problems
}
