import { z } from 'zod'
import { installOptions } from '../oauth/schemas.ts'

const settings = z.record(z.string(), z.unknown())
const workflowSettings = z.record(
  z.string(),
  z.object({ enabled: z.boolean().optional(), settings: settings.optional() }),
)

/** `POST /sdk/credentials` and `.../complete-setup` (sdk.md 3.4; `code` and what follows: `completeInstall`, sdk.md 2.6). */
export const installBody = z.object({
  integrationId: z.string(),
  config: z.record(z.string(), z.unknown()).optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
  // Of a popup not trusted: the SDK may send those of an earlier installation (trap T2).
  installOptions: installOptions.optional(),
  code: z.string().min(1).optional(),
  redirectUrl: z.url({ protocol: /^https?$/ }).optional(),
  integrationOptions: z.looseObject({ installOptions: installOptions.optional() }).optional(),
})
export type InstallBody = z.infer<typeof installBody>

/** `PATCH /sdk/credentials/:id`. `configuredWorkflows` is the older name of `workflowSettings`. */
export const settingsBody = z.object({
  config: z.object({
    sharedSettings: settings.optional(),
    workflowSettings: workflowSettings.optional(),
    configuredWorkflows: workflowSettings.optional(),
  }),
})

/** `POST /sdk/credentials/:id/configurations`. */
export const configurationBody = z.object({ externalId: z.string().optional() })

/** `PATCH /sdk/credentials/:id/configurations`. */
export const configurationMetaBody = z.object({ meta: settings })
