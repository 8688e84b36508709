import { z } from 'zod'

const page = z.looseObject({ nextPageToken: z.string().optional() })

/** A page of Google's, with the way to the next one under the vendor's name. */
export function googlePage(answer: unknown): Record<string, unknown> {
  const { nextPageToken, ...rest } = page.parse(answer)
  return { ...rest, nextPageCursor: nextPageToken ?? null }
}
