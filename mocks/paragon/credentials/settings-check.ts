import { isDeepStrictEqual } from 'node:util'
import type { Configuration, Json } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes } from '../api-error.ts'
import type { SettingInput } from '../portal/input-types.ts'
import { settingError } from '../portal/setting-rules.ts'

/**
 * Throws a 400 that names all that is wrong with User Settings that are to be saved; `meta.settings` has each message by the
 * id of its input, for who builds a form (assumed).
 *
 * Judged is what changes, since the SDK sends all that is there along with it. What is required may be left out for now,
 * which keeps the integration from being enabled, but not be there and empty. A key that belongs to no input is kept as it
 * is: an input may have gone since it was filled in.
 */
export function checkSettings(
  { definition, workflows }: Integration,
  stored: Configuration,
  shared: Json | undefined,
  ofWorkflows: Record<string, { settings?: Json | undefined }> | undefined,
): void {
  const { sharedInputs, dataSources } = definition.portal
  const errors = new Map<string, string>()

  function check(inputs: readonly SettingInput[], before: Json, after: Json) {
    for (const input of inputs) {
      if (!Object.hasOwn(after, input.id) || isDeepStrictEqual(after[input.id], before[input.id])) continue
      const error = settingError(input, after[input.id], dataSources)
      if (error !== undefined) errors.set(input.id, error)
    }
  }

  if (shared) check(sharedInputs, stored.sharedSettings, shared)
  for (const workflow of workflows) {
    const settings = ofWorkflows?.[workflow.id]?.settings
    if (settings) check(workflow.definition.inputs, stored.workflowSettings[workflow.id]?.settings ?? {}, settings)
  }
  if (errors.size === 0) return
  throw new ApiError(400, errorCodes.badRequest, [...errors.values()].join(' '), {
    settings: Object.fromEntries(errors),
  })
}
