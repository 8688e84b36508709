import { problemsOf } from '../workflow-language/check.ts'
import { catalog } from './catalog.ts'
import type { IntegrationDefinition } from './definitions.ts'

let isChecked = false

/** Throws for a workflow that could not run: to be called before a project is given the catalog. */
export function checkCatalog(): void {
  if (isChecked) return
  const problems = catalog.flatMap((integration) =>
    integration.workflows.flatMap((workflow) =>
      problemsWith(integration, workflow).map((problem) => `${integration.type}/${workflow.slug}: ${problem}`),
    ),
  )
  if (problems.length > 0) throw new Error(`The catalog has workflows that cannot run:\n${problems.join('\n')}`)
  isChecked = true
}

/** What is wrong with what a workflow does; nothing when it can run. */
export function problemsWith(
  { portal }: IntegrationDefinition,
  workflow: { inputs: readonly { id: string }[]; trigger?: unknown; steps?: unknown },
): string[] {
  return problemsOf(workflow, { settings: [...portal.sharedInputs, ...workflow.inputs].map(({ id }) => id) })
}
