import type { JournalEntry } from '../../../client/journal-control.ts'

export type ActingAccount = NonNullable<JournalEntry['account']>

/** Colours that main.css has. */
const COLOURS = 8

/** The class of an account's colour: the same wherever the account is named, and after every reload. */
export function accountColour(credentialId: string): string {
  let hash = 0
  for (const character of credentialId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return `account-${hash % COLOURS}`
}

/** What an account is called, with its external id where it has one. */
export function accountLabel({ name, credentialId, externalId }: ActingAccount): string {
  const label = name ?? credentialId ?? externalId ?? 'an account'
  return externalId && externalId !== label ? `${label} (${externalId})` : label
}
