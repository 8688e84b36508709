import { type ContentLinks, contentLinks } from '../content-link.ts'
import type { ProviderContext } from '../provider-context.ts'

/** Milliseconds (developer.box.com/guides/downloads/file: fifteen minutes). */
const VALID_FOR = 15 * 60 * 1000

/** On the provider's own address. */
export const DOWNLOAD_PATH = '/box/download'

export function downloadLinks(ctx: ProviderContext): ContentLinks {
  return contentLinks(ctx, DOWNLOAD_PATH, VALID_FOR)
}
