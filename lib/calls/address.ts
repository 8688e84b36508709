import { type Call, parseMethod } from './call'
import { sampleOf, samplesFor } from './samples'

/** What the page shows, as its address keeps it. */
export type Choice = { integration: string; account: string | undefined; call: Call }

/** The call that an integration starts with. */
export function firstCall(integration: string): Call {
  return samplesFor(integration).at(0) ?? { method: 'GET', path: '/', body: '' }
}

/** The query that brings back a choice: a sample by its name, any other call in full. */
export function writeChoice({ integration, account, call }: Choice): URLSearchParams {
  const sample = sampleOf(integration, call)
  return new URLSearchParams({
    integration,
    ...(account && { account }),
    ...(sample
      ? { sample: sample.id }
      : { method: call.method, path: call.path, ...(call.body && { body: call.body }) }),
  })
}

/** The choice that a query holds; whatever it leaves out, or names wrongly, is as at the start. */
export function readChoice(query: URLSearchParams, integrations: { type: string }[]): Choice | undefined {
  const asked = query.get('integration')
  const integration = integrations.find(({ type }) => type === asked) ?? integrations.at(0)
  if (!integration) return undefined
  const { type } = integration
  const isAsked = type === asked
  return {
    integration: type,
    account: (isAsked && query.get('account')) || undefined,
    call: (isAsked && callIn(query, type)) || firstCall(type),
  }
}

function callIn(query: URLSearchParams, integration: string): Call | undefined {
  const path = query.get('path')
  if (path !== null) return { method: parseMethod(query.get('method')), path, body: query.get('body') ?? '' }
  return samplesFor(integration).find(({ id }) => id === query.get('sample'))
}
