import type { Execution, Status, Step } from './execution'

export const statusWords: Record<Status, string> = {
  EXECUTING: 'Running',
  DELAYED: 'Waiting',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
}

/** How long a run has taken, undefined while it goes on. */
export function durationWords({ runDuration }: Execution): string | undefined {
  if (runDuration === null || runDuration === undefined) return undefined
  if (runDuration < 1_000) return `${Math.round(runDuration)} ms`
  const seconds = Math.round(runDuration / 1_000)
  if (seconds < 60) return `${(runDuration / 1_000).toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return joined(minutes, 'min', seconds % 60, 's')
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return joined(hours, 'h', minutes % 60, 'min')
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

const kinds: Record<string, string> = {
  'TRIGGER/CRON': 'Started on schedule',
  'ACTION/REQUEST': 'Request to the third party',
  // The documents name no more than those above.
  'TRIGGER/ENDPOINT': 'Started by a request',
  'TRIGGER/EVENT': 'Started by an App Event',
  'TRIGGER/INTEGRATION_ENABLED': 'Started when the account was connected',
  'TRIGGER/WEBHOOK': 'Started by a webhook',
  'ACTION/FUNCTION': 'Function',
  'ACTION/CONDITIONAL': 'Condition',
  'ACTION/FAN_OUT': 'For each of a list',
  'ACTION/DELAY': 'Delay',
  'ACTION/RESPONSE': 'Response',
}

/** What a step does; its type as it is when that is not known. */
export function stepKind({ type }: Step): string {
  return kinds[type] ?? type
}
