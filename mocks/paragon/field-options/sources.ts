import type { FieldSource } from './field-source.ts'
import { googleCalendarSources } from './sources/google-calendar.ts'
import { googledriveSources } from './sources/googledrive.ts'
import { hubspotSources } from './sources/hubspot.ts'
import { salesforceSources } from './sources/salesforce.ts'
import { slackSources } from './sources/slack.ts'

/**
 * By type of integration and by key: `sourceType` of a tool's or a trigger's input, `cacheKey` of a data source of the
 * Connect Portal. `calendars` and `recordTypes` are the vendor's, the other keys are assumed.
 */
export const fieldSources: Readonly<Record<string, Readonly<Record<string, FieldSource>>>> = {
  googledrive: googledriveSources,
  googleCalendar: googleCalendarSources,
  slack: slackSources,
  salesforce: salesforceSources,
  hubspot: hubspotSources,
}
