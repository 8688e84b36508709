import { z } from 'zod'

/** Query of a list that is cut into pages by the sequence of its rows: `nextCursor` of the page before, and how many. */
export const sequencePage = {
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is not a cursor')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'is not a number')
    .transform(Number)
    .pipe(z.int().min(1).max(1_000))
    .default(100),
}

/** Of one row more than asked for: the page, and where the next begins; null when nothing older is kept. */
export function pageOf<T extends { sequence: number }>(found: readonly T[], limit: number) {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ sequence: _, ...row }) => row),
    nextCursor: last && found.length > limit ? String(last.sequence) : null,
  }
}

const position = z.object({ date: z.iso.datetime().transform((text) => new Date(text)), id: z.string() })

/** Where a row lies in a list by date and id. */
export type DatedPosition = z.infer<typeof position>

/** The cursor of a list that is cut into pages by the dates of its rows, of which several may have the same. */
export const datedCursor = z.string().transform((text, context) => {
  const found = readCursor(text)
  if (found) return found
  context.addIssue({ code: 'custom', message: 'is not one that was given out' })
  return z.NEVER
})

export function writeCursor(date: Date, id: string): string {
  return Buffer.from(JSON.stringify({ date, id })).toString('base64url')
}

function readCursor(text: string): DatedPosition | undefined {
  try {
    return position.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}
