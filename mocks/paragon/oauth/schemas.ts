import { z } from 'zod'
import { parseJson } from '../request-body.ts'

/** The options that decide what an OAuth run does; the SDK sends others beside them. */
export const installOptions = z.looseObject({
  allowMultipleCredentials: z.boolean().optional(),
  selectedCredentialId: z.string().min(1).optional(),
  externalId: z.string().optional(),
  accountType: z.union([z.string(), z.array(z.string())]).optional(),
})
export type InstallOptions = z.infer<typeof installOptions>

const jsonText = (name: string) =>
  z
    .string()
    .default('{}')
    .transform((text) => parseJson(text, name))

/** Query of build-oauth (sdk.md 3.1). `sessionId` is what older SDKs call `oauthMetaKeyId`. */
export const buildOAuthQuery = z
  .object({
    integrationId: z.string(),
    originForPostMessage: z.string(),
    installOptions: jsonText('installOptions').pipe(installOptions),
    /** What the user entered before the sign-in. */
    endUserSuppliedValues: jsonText('endUserSuppliedValues').pipe(z.record(z.string(), z.unknown())),
    oauthMetaKeyId: z.string().min(1).max(200).optional(),
    sessionId: z.string().min(1).max(200).optional(),
    /** `overrideRedirectUrl` of the app; the page there passes the query on to the callback. */
    redirectUrl: z.url({ protocol: /^https?$/ }).optional(),
  })
  .transform(({ oauthMetaKeyId, sessionId, ...query }) => ({ ...query, oauthMetaKeyId: oauthMetaKeyId ?? sessionId }))
export type BuildOAuthQuery = z.infer<typeof buildOAuthQuery>

/** Query of oauth-nonce (sdk.md 3.1). */
export const nonceQuery = z.object({ integrationId: z.string(), originForPostMessage: z.string() })

/** What the provider sends to the callback: RFC 6749, sections 4.1.2 and 4.1.2.1, and `iss` of RFC 9207. */
export const callbackQuery = z.object({
  state: z.string(),
  code: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  iss: z.string().optional(),
})
export type CallbackQuery = z.infer<typeof callbackQuery>
