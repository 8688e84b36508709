import { z } from 'zod'

const page = z.looseObject({ paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional() })

/** A page of HubSpot's, with the way to the next one under the vendor's name. */
export function hubspotPage(answer: unknown): Record<string, unknown> {
  const { paging, ...rest } = page.parse(answer)
  return { ...rest, nextPageCursor: paging?.next?.after ?? null }
}
