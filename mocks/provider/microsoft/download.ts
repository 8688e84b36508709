import { type ContentLinks, contentLinks } from '../content-link.ts'
import type { ProviderContext } from '../provider-context.ts'

/** Milliseconds; Graph promises an hour (learn.microsoft.com/graph/api/driveitem-get-content). */
const VALID_FOR = 60 * 60 * 1000

/** On the provider's own address. */
export const DOWNLOAD_PATH = '/microsoft/download'

export function downloadLinks(ctx: ProviderContext): ContentLinks {
  return contentLinks(ctx, DOWNLOAD_PATH, VALID_FOR)
}
