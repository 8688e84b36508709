import { type ContentLinks, contentLinks } from '../content-link.ts'
import type { ProviderContext } from '../provider-context.ts'

/** Milliseconds; Graph promises an hour (learn.microsoft.com/graph/api/driveitem-get-content). */
const VALID_FOR = 60 * 60 * 1000

export function downloadLinks(ctx: ProviderContext): ContentLinks {
  return contentLinks(ctx, '/microsoft/download', VALID_FOR)
}
