import type { Credential } from './portal-state.ts'

export interface Account {
  /** How a person would call it. */
  name: string
  /** A second line, when it says more than the name. */
  detail: string | undefined
  picture: string | undefined
}

/** Who an account is, from what the provider told about it; `providerId` when it told nothing. */
export function describeAccount(credential: Credential): Account {
  const data = credential.providerData ?? {}
  const email = text(data.email)
  const name = text(data.name) ?? email ?? text(data.username) ?? text(credential.providerId) ?? 'Connected account'
  return { name, detail: email === name ? undefined : email, picture: text(data.picture) }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
