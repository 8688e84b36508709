import { describe, expect, it } from 'vitest'
import type { Step } from '../workflow-language/definition.ts'
import { catalog, integrationsOf } from './catalog.ts'
import { checkCatalog, problemsWith } from './check.ts'

const kindsIn = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => {
    if (step.type === 'conditional') return [step.type, ...kindsIn([...step.yes, ...(step.no ?? [])])]
    return step.type === 'fanOut' ? [`${step.order ?? 'parallel'} fanOut`, ...kindsIn(step.steps)] : [step.type]
  })
const workflows = catalog.flatMap((integration) => integration.workflows)

describe('the workflows of the catalog', () => {
  it('can run', () => {
    expect(() => checkCatalog()).not.toThrow()
    for (const integration of catalog) {
      for (const workflow of integration.workflows) expect(problemsWith(integration, workflow)).toEqual([])
    }
  })

  it('use every kind of trigger and step', () => {
    const triggers = workflows.map(({ trigger }) => trigger.type)
    expect([...new Set(triggers)].sort()).toEqual(['event', 'integrationEnabled', 'request', 'schedule', 'webhook'])
    expect([...new Set(workflows.flatMap(({ steps }) => kindsIn(steps)))].sort()).toEqual([
      'conditional',
      'delay',
      'function',
      'parallel fanOut',
      'request',
      'response',
      'sequential fanOut',
    ])
  })

  it.each(catalog.filter((integration) => integration.workflows.length > 0))(
    'of $name can be called with an answer, and listen to the app',
    (integration) => {
      const calls = integration.workflows.filter(({ trigger }) => trigger.type === 'request')
      expect(calls.some(({ steps }) => kindsIn(steps).includes('response'))).toBe(true)
      expect(integration.workflows.some(({ trigger }) => trigger.type === 'event')).toBe(true)
    },
  )

  it('heed every setting that the portal offers', () => {
    const ignored = catalog.flatMap(({ type, portal, workflows }) => {
      const heeds = (id: string, steps: unknown) => JSON.stringify(steps).includes(`{{settings.${id}}}`)
      const all = workflows.map(({ steps }) => steps)
      return [
        ...portal.sharedInputs.filter(({ id }) => !heeds(id, all)).map(({ id }) => `${type}: ${id}`),
        ...workflows.flatMap(({ slug, inputs, steps }) =>
          inputs.filter(({ id }) => !heeds(id, steps)).map(({ id }) => `${type}: ${slug}: ${id}`),
        ),
      ]
    })
    expect(ignored).toEqual([])
  })

  it('keep their ids, which apps have in their code', () => {
    const ids = integrationsOf('p').flatMap((integration) =>
      integration.workflows.map(({ id, definition }) => [definition.slug, id]),
    )
    expect(Object.fromEntries(ids)).toMatchObject({
      'import-new-files': '7290843c-9f3c-5b0e-a928-8b572adc98da',
      'save-documents': '636fefbb-f4e0-5bee-8f05-c6c98394d424',
      'weekly-report': 'a2bd72f1-af73-5d82-8cce-ea2135817309',
      'sync-meetings': 'b8752a61-4125-5c30-b040-fd4651813703',
    })
  })
})
