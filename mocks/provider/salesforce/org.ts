import { createHash } from 'node:crypto'
import type { Account } from '../../store/provider-accounts.ts'
import { derivedId } from './ids.ts'

/** What every org's own host ends in; `*` stands for the org. */
export const INSTANCE_HOSTS = '*.my.salesforce.com'

/** Characters of the part of a host name that comes from the e-mail address. */
const NAME_LENGTH = 40

/**
 * The host of an account's org, such as "northwind-maya-chen-3f2a.my.salesforce.com": each account has an org of its own.
 * It follows from the e-mail address alone, so that an app finds it again after a reset.
 */
export function instanceHost({ email }: Pick<Account, 'email'>): string {
  const [person = '', domain = ''] = email.split('@')
  const name = [domain.split('.')[0] ?? '', person]
    .map((part) => part.replaceAll(/[^a-z0-9]+/g, '-'))
    .join('-')
    .slice(0, NAME_LENGTH)
    .replaceAll(/^-+|-+$/g, '')
  // Addresses that differ in nothing but their punctuation are different orgs all the same.
  const difference = createHash('sha256').update(email).digest('hex').slice(0, 4)
  return INSTANCE_HOSTS.replace('*', [name, difference].filter(Boolean).join('-'))
}

export function instanceUrl(account: Pick<Account, 'email'>): string {
  return `https://${instanceHost(account)}`
}

export function organizationId(accountId: string): string {
  return derivedId('00D', accountId)
}

/** The only user of an account's org: its owner. */
export function userId(accountId: string): string {
  return derivedId('005', accountId)
}
