import { z } from 'zod'

/** `PATCH /sdk/me`. */
export const metaBody = z.object({ meta: z.record(z.string(), z.unknown()) })

/** `X-Paragon-User-Metadata` of SDK 2.2.4 and older. */
export const metaHeader = z.record(z.string(), z.unknown())
