import { checkExpression, evaluate } from '../../workflow-language/expression.ts'
import { isRecord } from '../../workflow-language/json.ts'

/** What a webhook is sent unless its payload says otherwise (docs: monitoring/event-destinations, "Setup manually"). */
export const wholeEvent = '{{$.event}}'

/**
 * JSON with `{{$.event.<field>}}` in its texts replaced; a text that is nothing but one reference becomes the value itself,
 * null where there is none.
 */
export function fillPayload(payload: unknown, event: object): unknown {
  if (typeof payload === 'string') return evaluate(payload, { $: { event } }) ?? null
  if (Array.isArray(payload)) return payload.map((part) => fillPayload(part, event))
  if (!isRecord(payload)) return payload
  return Object.fromEntries(Object.entries(payload).map(([key, part]) => [key, fillPayload(part, event)]))
}

/** Tells of every reference in a payload that can lead nowhere. */
export function checkPayload(payload: unknown, report: (problem: string) => void): void {
  if (typeof payload === 'string') {
    const refer = ([root, event]: string[]) => (root === '$' && event === 'event' ? undefined : 'is not of $.event')
    checkExpression(payload, refer, report)
  } else if (typeof payload === 'object' && payload !== null) {
    for (const part of Object.values(payload)) checkPayload(part, report)
  }
}
