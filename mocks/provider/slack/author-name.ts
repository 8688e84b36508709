import { z } from 'zod'
import type { Arguments } from './arguments.ts'

/** The name and the picture that a message goes under instead of its author's. */
export const authorName = z.object({
  username: z.string().optional(),
  icons: z.object({ emoji: z.string().optional(), image_64: z.string().optional() }).optional(),
})
export type AuthorName = z.infer<typeof authorName>

/**
 * Read from `username`, `icon_emoji` and `icon_url`: an emoji goes before a picture, and none of them counts beside
 * `as_user` (docs.slack.dev/reference/methods/chat.postMessage#authorship). That they need a scope of bots is passed over:
 * the sandbox knows none.
 */
export function readAuthorName(args: Arguments): AuthorName | undefined {
  const [username, emoji, image] = ['username', 'icon_emoji', 'icon_url'].map((name) => args.text(name) || undefined)
  if (args.flag('as_user') || !(username || emoji || image)) return undefined
  const icons = emoji ? { emoji } : image ? { image_64: image } : undefined
  return { ...(username && { username }), ...(icons && { icons }) }
}
