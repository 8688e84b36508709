import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Member } from './members'

/** Whose ticket it is and what it is good for, known to nobody but this server. */
type Seal = { secret: string; organization: string; integration: string }

type Issue = Seal & {
  member: Member
  /** Sets tickets of one member apart: External IDs are unique within an integration. */
  nonce: string
}

const PREFIX = 'harbor'
const person = z.tuple([z.string(), z.string(), z.string()])

/**
 * An External ID for an account that `member` is about to connect: it names the member, and is signed. Paragon keeps it
 * with the account, and so who owns which account needs no database of this app's own.
 */
export function issueTicket({ member, nonce, ...seal }: Issue): string {
  const { id, name, email } = member
  // Short: names are there to be read, and nobody documents how long an External ID may be.
  const payload = Buffer.from(JSON.stringify([id, name.slice(0, 60), email])).toString('base64url')
  const content = `${PREFIX}.${payload}.${nonce}`
  return `${content}.${sign(content, seal).toString('base64url')}`
}

/** The member whom an External ID names; undefined when this server has not signed it for that integration. */
export function readTicket(externalId: string, seal: Seal): Member | undefined {
  const [prefix, payload = '', nonce = '', mac = '', ...rest] = externalId.split('.')
  if (prefix !== PREFIX || rest.length > 0) return undefined
  const expected = sign(`${prefix}.${payload}.${nonce}`, seal)
  const given = Buffer.from(mac, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const [id, name, email] = person.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  return { id, name, email }
}

function sign(content: string, { secret, organization, integration }: Seal): Buffer {
  // One text for all, so that no ticket serves for another purpose, organization or integration.
  return createHmac('sha256', secret)
    .update(JSON.stringify(['connect ticket', organization, integration, content]))
    .digest()
}
