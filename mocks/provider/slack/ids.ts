import { createHash } from 'node:crypto'

/**
 * An id of Slack's form: a letter that tells what it is (`T` team, `U` user, `C` channel, `G` group message, `D` direct
 * message), then ten capitals and digits. The same parts make the same id.
 */
export function slackId(letter: 'T' | 'U' | 'C' | 'G' | 'D', ...parts: string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([letter, ...parts]))
    .digest('hex')
  const text = BigInt(`0x${digest}`).toString(36).toUpperCase()
  return `${letter}${text.slice(-10)}`
}

/** Whom deleted messages are from; every workspace has it. */
export const SLACKBOT = 'USLACKBOT'
