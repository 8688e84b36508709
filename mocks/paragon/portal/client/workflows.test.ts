import { expect, test } from 'vitest'
import { drive } from './test-state.ts'
import { listWorkflows } from './workflows.ts'

const workflows = ['first', 'second', 'third', 'fourth'].map((id, index) => ({
  id,
  description: `Do ${id}`,
  dateCreated: `2026-01-0${index + 1}T00:00:00.000Z`,
}))

test('those with an order come first, the others by age', () => {
  const integration = { ...drive, workflows: workflows.toReversed() }
  const workflowMeta = {
    first: { id: 'first' },
    second: { id: 'second' },
    third: { id: 'third', order: 2 },
    fourth: { id: 'fourth', order: 1 },
  }
  const listed = listWorkflows(integration, { workflowMeta })
  expect(listed.map(({ id }) => id)).toEqual(['fourth', 'third', 'first', 'second'])
  expect(listed[0]).toEqual({ id: 'fourth', title: 'Do fourth', infoText: undefined, inputs: [] })
})

test('hidden, forbidden, unknown and undeployed ones are left out', () => {
  const integration = { ...drive, workflows, noPermissionWorkflows: ['second', 'third'] }
  const workflowMeta = {
    first: { id: 'first', hidden: true },
    second: { id: 'second', permissions: [] },
    third: { id: 'third' },
    undeployed: { id: 'undeployed' },
  }
  expect(listWorkflows(integration, { workflowMeta }).map(({ id }) => id)).toEqual(['third'])
  expect(listWorkflows(integration, {})).toEqual([])
})
