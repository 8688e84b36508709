import { z } from 'zod'

/** `POST /projects/:id/sdk/actions`, as `getFieldOptions` of SDK 2.4.0 sends it. */
export const optionsBody = z.object({
  /** Type of integration. */
  action: z.string(),
  sourceKey: z.string(),
  parameters: z
    .array(z.object({ key: z.string(), source: z.looseObject({ type: z.string(), value: z.unknown().optional() }) }))
    .default([])
    // Only values that are known now; the SDK's other sources stand for what a workflow will have.
    .transform((parameters) => Object.fromEntries(parameters.map(({ key, source }) => [key, source.value]))),
  paginationParameters: z
    .object({
      // The first page is 0 for the SDK, and no more pages may have been false.
      pageCursor: z
        .union([z.string(), z.number(), z.literal(false), z.null()])
        .optional()
        .transform((cursor) => (cursor ? String(cursor) : undefined)),
      search: z.string().nullish(),
    })
    .default({ pageCursor: undefined }),
})
