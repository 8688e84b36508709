/**
 * The organization, whose accounts are those of one Connected User: its members share it, each limited by their token.
 * `id` is the `sub` of its Paragon User Tokens.
 */
export const organization = { id: 'org:northwind', name: 'Northwind' }

/** Somebody of the organization. `id` is the stable one of the identity provider; the rest is for people to read. */
export type Member = { id: string; name: string; email: string }

export type Role = 'admin' | 'member'

/** Who the admins are unless `TEAM_ADMINS` says otherwise; written as there. */
export const DEFAULT_ADMINS = 'Maya Chen <maya@northwind.example>'

/** Whoever signs in belongs to the organization. `admins` are e-mail addresses, which the identity provider vouches for. */
export function roleOf({ email }: Member, admins: string[]): Role {
  const isAdmin = email !== '' && admins.some((admin) => admin.toLowerCase() === email.toLowerCase())
  return isAdmin ? 'admin' : 'member'
}

/** Whether a Connected User is an organization: no person may get a token of their own by such a name. */
export function isOrganization(connectedUser: string): boolean {
  return connectedUser.startsWith('org:')
}
