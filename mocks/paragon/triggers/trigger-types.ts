import type { TriggerType } from './trigger-type.ts'
import { googleCalendarTriggers } from './types/google-calendar.ts'
import { googledriveTriggers } from './types/googledrive.ts'
import { hubspotTriggers } from './types/hubspot.ts'
import { salesforceTriggers } from './types/salesforce.ts'
import { slackTriggers } from './types/slack.ts'

/** By type of integration. */
export const triggerTypes: Readonly<Record<string, readonly TriggerType[]>> = {
  googledrive: googledriveTriggers,
  googleCalendar: googleCalendarTriggers,
  slack: slackTriggers,
  salesforce: salesforceTriggers,
  hubspot: hubspotTriggers,
}

const all = Object.entries(triggerTypes).flatMap(([integration, types]) =>
  types.map((trigger) => ({ integration, trigger })),
)

/** A type of trigger by its name, with the integration that it is of. */
export function findTriggerType(type: string): { integration: string; trigger: TriggerType } | undefined {
  return all.find(({ trigger }) => trigger.type === type)
}

/** The types of trigger that are told of by pushes of a topic. */
export function typesOfTopic(topic: string): string[] {
  return all.flatMap(({ trigger }) =>
    trigger.triggerModel === 'WEBHOOK' && trigger.topic === topic ? [trigger.type] : [],
  )
}
