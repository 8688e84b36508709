import type { Toolbox } from './tool.ts'
import { googleCalendarToolbox } from './tools/googleCalendar/toolbox.ts'
import { googledriveToolbox } from './tools/googledrive/toolbox.ts'
import { hubspotToolbox } from './tools/hubspot/toolbox.ts'
import { salesforceToolbox } from './tools/salesforce/toolbox.ts'
import { slackToolbox } from './tools/slack/toolbox.ts'

/** By type of integration. */
export const toolboxes: Readonly<Record<string, Toolbox>> = {
  googledrive: googledriveToolbox,
  googleCalendar: googleCalendarToolbox,
  slack: slackToolbox,
  salesforce: salesforceToolbox,
  hubspot: hubspotToolbox,
}

/** The type of integration that a tool is of, by either of its names. */
export const toolOwners: ReadonlyMap<string, string> = new Map(
  Object.entries(toolboxes).flatMap(([type, toolbox]) =>
    toolbox
      .tools({})
      .flatMap(({ name, variant }) => [name, ...(variant ? [variant.tool] : [])])
      .map((name): [string, string] => [name, type]),
  ),
)
