import { SlackError } from './errors.ts'

const MAX_LENGTH = 80

/**
 * A channel's name: letters, digits, hyphens and underscores, nothing in capitals
 * (docs.slack.dev/reference/methods/conversations.create#naming). Throws the SlackError that says what is wrong.
 */
export function checkChannelName(name: string): string {
  if (name === '') throw new SlackError('invalid_name_required')
  if (name.length > MAX_LENGTH) throw new SlackError('invalid_name_maxlength')
  if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(name) || name !== name.toLowerCase())
    throw new SlackError('invalid_name_specials')
  if (!/[\p{L}\p{N}]/u.test(name)) throw new SlackError('invalid_name_punctuation')
  return name
}
