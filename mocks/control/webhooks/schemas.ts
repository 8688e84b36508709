import { z } from 'zod'

const PAGE = { standard: 50, most: 200 }

/** The query of `GET /_sandbox/projects/:id/webhooks`. */
export const deliveryQuery = z.strictObject({
  status: z.enum(['PENDING', 'DELIVERED', 'FAILED']).optional(),
  /** Such as "trigger-subscription". */
  ownerKind: z.string().optional(),
  ownerId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE.most).default(PAGE.standard),
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .transform((text, context) => {
      const position = readCursor(text)
      if (position) return position
      context.addIssue({ code: 'custom', message: 'is not one that was given out' })
      return z.NEVER
    })
    .optional(),
})

const position = z.object({ date: z.iso.datetime().transform((text) => new Date(text)), id: z.string() })

export function writeCursor(date: Date, id: string): string {
  return Buffer.from(JSON.stringify({ date, id })).toString('base64url')
}

function readCursor(text: string): z.infer<typeof position> | undefined {
  try {
    return position.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}
