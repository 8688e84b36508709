import type { Step, TriggerType } from '../../workflow-language/definition.ts'

/**
 * `type` of a step in Task History. Documented: "TRIGGER/CRON" and "ACTION/REQUEST"; the others are assumed, and are here
 * and nowhere else.
 */
export const triggerTypes: Record<TriggerType, string> = {
  request: 'TRIGGER/ENDPOINT',
  event: 'TRIGGER/EVENT',
  integrationEnabled: 'TRIGGER/INTEGRATION_ENABLED',
  schedule: 'TRIGGER/CRON',
  webhook: 'TRIGGER/WEBHOOK',
}

export const actionTypes: Record<Step['type'], string> = {
  request: 'ACTION/REQUEST',
  function: 'ACTION/FUNCTION',
  conditional: 'ACTION/CONDITIONAL',
  fanOut: 'ACTION/FAN_OUT',
  delay: 'ACTION/DELAY',
  response: 'ACTION/RESPONSE',
}
