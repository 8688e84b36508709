import { z } from 'zod'
import type { DriveFile } from '../../store/drive-files.ts'
import type { ProviderContext } from '../provider-context.ts'
import { sealedValue } from '../sealed-value.ts'

/** Milliseconds (developer.box.com/guides/downloads/file: fifteen minutes). */
const VALID_FOR = 15 * 60 * 1000

/** Where such links lead: to the provider's own address, which a browser reaches, unlike the hosts of real life. */
export const DOWNLOAD_PATH = '/box/download'

const sealed = (ctx: ProviderContext) =>
  sealedValue(
    ctx.store.sealer,
    'box download',
    z.object({ accountId: z.string(), fileId: z.string(), expires: z.number() }),
  )

/** An address from which anyone who has it may download the file for a while, without a token. */
export function downloadUrl(ctx: ProviderContext, { accountId, id }: DriveFile): string {
  const expires = ctx.clock.now() + VALID_FOR
  const key = sealed(ctx).seal({ accountId, fileId: id, expires })
  return `${ctx.urls.provider}${DOWNLOAD_PATH}?${new URLSearchParams({ key })}`
}

/** The file's content; undefined when the link is none of ours or has expired, or the file is gone. */
export async function download(ctx: ProviderContext, key: string | undefined) {
  const opened = key === undefined ? undefined : sealed(ctx).open(key)
  if (!opened || opened.expires < ctx.clock.now()) return undefined
  const { accountId, fileId } = opened
  const { files } = ctx.store.provider
  const [file, content] = [await files.among(accountId, [fileId]), await files.content(accountId, fileId)]
  const mimeType = file.get(fileId)?.mimeType
  return content && mimeType ? { mimeType, content } : undefined
}
