import { describe, expect, it } from 'vitest'
import { type Trigger, triggerOf, triggersByWorkflow } from '../lib/workflows/triggers.ts'
import { catalog } from '../mocks/catalog/catalog.ts'
import type { WorkflowDefinition } from '../mocks/catalog/definitions.ts'
import { validateTriggerData } from '../mocks/paragon/workflows/validate-trigger-data.ts'

// The reference app may not look into the catalog, whose workflows it was written for. Here is who sees both.

const workflows = catalog.flatMap(({ type, workflows }) =>
  workflows.map((workflow) => [`${type}: ${workflow.description}`, type, workflow] as const),
)

const kinds: Record<WorkflowDefinition['trigger']['type'], Trigger['kind']> = {
  request: 'request',
  event: 'event',
  schedule: 'schedule',
  webhook: 'webhook',
  integrationEnabled: 'connection',
}

/** Names of what the steps take from a part of the trigger's data. */
function namesIn({ steps }: WorkflowDefinition, part: 'body' | 'payload'): string[] {
  return [...JSON.stringify(steps).matchAll(new RegExp(`\\{\\{trigger\\.${part}\\.(\\w+)`, 'g'))].map(
    ([, name = '']) => name,
  )
}

describe('what the reference app knows of its workflows', () => {
  it('is about those of the catalog, and about no others', () => {
    const known = Object.entries(triggersByWorkflow).flatMap(([type, ofType]) =>
      Object.keys(ofType).map((description) => `${type}: ${description}`),
    )
    expect(known.sort()).toEqual(workflows.map(([name]) => name).sort())
  })

  it.each(workflows)('is right about %s', (_, type, workflow) => {
    const known = triggerOf(type, workflow.description)
    expect(known?.kind).toBe(kinds[workflow.trigger.type])
    if (known?.kind === 'event') {
      expect({ type: 'event', name: known.name }).toEqual(workflow.trigger)
      expect(namesIn(workflow, 'payload')).toEqual(expect.arrayContaining(Object.keys(known.sample)))
    }
    const { trigger } = workflow
    if (known?.kind === 'request' && trigger.type === 'request') {
      const data = { body: known.sample, params: {}, headers: {} }
      expect(() => validateTriggerData(data, trigger.validation)).not.toThrow()
      expect(namesIn(workflow, 'body')).toEqual(expect.arrayContaining(Object.keys(known.sample)))
      expect(known.answer).toBe(JSON.stringify(workflow.steps).includes('"file":') ? 'file' : 'json')
    }
  })
})
