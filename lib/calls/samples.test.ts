import { expect, it } from 'vitest'
import { problemWith } from './call'
import { sampleOf, samplesFor } from './samples'

const integrations = [
  'googledrive',
  'googleCalendar',
  'slack',
  'salesforce',
  'hubspot',
  'onedrive',
  'sharepoint',
  'box',
  'jira',
]

it.each(integrations)('has sendable samples for %s, each with a name of its own', (integration) => {
  const samples = samplesFor(integration)
  expect(samples.length).toBeGreaterThan(2)
  expect(samples.map(problemWith).filter(Boolean)).toEqual([])
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
  for (const sample of samples) expect(sampleOf(integration, { ...sample })?.id).toBe(sample.id)
})

it('takes a call that was changed for one’s own', () => {
  const [sample] = samplesFor('slack')
  expect(sample && sampleOf('slack', { ...sample, path: `${sample.path}?x=1` })).toBeUndefined()
  expect(sample && sampleOf('hubspot', sample)).toBeUndefined()
})

it('has none for an integration that nobody has written any for', () => {
  expect(samplesFor('custom.tasklab')).toEqual([])
})
