import { z } from 'zod'
import { isStorable } from '../../store/storable-text.ts'

/** `POST /_sandbox/projects/:id/credentials`: a connected account without the browser. */
export const newCredential = z.strictObject({
  sub: z.string().min(1).refine(isStorable, 'has a character that no name has'),
  /** Type, such as "googledrive". */
  integration: z.string(),
  /** E-mail of an account at the provider. */
  account: z.string(),
  externalId: z.string().optional(),
})

/** `POST /_sandbox/projects/:id/credentials/:credentialId/throttle`: seconds for which the third party has too many; 0 ends it. */
export const throttle = z.strictObject({ seconds: z.int().min(0).max(86_400) })
