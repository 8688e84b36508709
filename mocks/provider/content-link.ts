import { z } from 'zod'
import type { ProviderContext } from './provider-context.ts'
import { sealedValue } from './sealed-value.ts'

/** Which of an account's contents a link is to. */
export interface LinkedContent {
  accountId: string
  /** Of the file, or of what it belongs to and itself. */
  id: string
}

/** Links to contents that need no token, as third parties give them out for a while. */
export interface ContentLinks {
  url(content: LinkedContent): string
  /** Undefined for a link that is none of ours, or has expired. */
  open(key: string | undefined): LinkedContent | undefined
}

/**
 * Links lead to the provider's own address, which a browser reaches, unlike the hosts of real life. `path` on it, which also
 * tells the links of one third party from those of another; `validFor` in milliseconds of the machine's time.
 */
export function contentLinks(ctx: ProviderContext, path: string, validFor: number): ContentLinks {
  const schema = z.object({ accountId: z.string(), id: z.string(), expires: z.number() })
  const sealed = sealedValue(ctx.store.sealer, `content of ${path}`, schema)
  return {
    url({ accountId, id }) {
      const key = sealed.seal({ accountId, id, expires: ctx.clock.now() + validFor })
      return `${ctx.urls.provider}${path}?${new URLSearchParams({ key })}`
    },
    open(key) {
      const opened = key === undefined ? undefined : sealed.open(key)
      return opened && opened.expires >= ctx.clock.now() ? opened : undefined
    },
  }
}

/** The content of a file that a link is to; undefined when the link is not valid, or the file is gone. */
export async function linkedFile(ctx: ProviderContext, links: ContentLinks, key: string | undefined) {
  const opened = links.open(key)
  if (!opened) return undefined
  const { files } = ctx.store.provider
  const file = (await files.among(opened.accountId, [opened.id])).get(opened.id)
  const content = file && (await files.content(opened.accountId, opened.id))
  return file && content ? { mimeType: file.mimeType, content } : undefined
}
