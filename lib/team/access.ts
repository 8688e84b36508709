import { randomBytes } from 'node:crypto'
import type { Claim } from '../paragon/permissions-claim'
import type { IssuedToken } from '../paragon/token-source'
import { mintUserToken } from '../paragon/user-token'
import { adminClaim, connectClaim, memberClaim } from './claims'
import type { ConnectPass } from './connect-pass'
import { issueTicket } from './connect-ticket'
import { type Member, organization, roleOf } from './members'
import { accountsOf, connectedUser } from './ownership'

export type TeamSettings = {
  projectId: string
  signingKey: string
  /** Signs connect tickets. */
  secret: string
  /** E-mail addresses. */
  admins: string[]
  /** Base URL of Paragon's Users API. */
  usersUrl: string
}

const MINUTE = 60
/** Of the token that the server reads the organization with, and gives to nobody; in seconds. */
const READING_SECONDS = MINUTE
/** Of the token to connect an account with, in seconds. Short: see connectClaim; a page that needs longer asks again. */
const CONNECT_SECONDS = 5 * MINUTE
const TOKEN_SECONDS = 60 * MINUTE

/** How long to wait for Paragon, in milliseconds. */
const PATIENCE = 10_000

/** Thrown when Paragon does not say which accounts there are: nobody gets a token on a guess. */
export class OrganizationUnavailableError extends Error {
  override name = 'OrganizationUnavailableError'
}

/** Thrown when the project has no integration of that name. */
export class UnknownIntegrationError extends Error {
  override name = 'UnknownIntegrationError'
}

/** What this needs of the outside; tests put their own in. */
const server = { fetch: (url: string, init: RequestInit) => fetch(url, init), now: () => new Date() }

/**
 * Who of the organization may reach which account: the tokens are minted here, on the server, for a member whom the
 * session names. docs/team-access.md tells the whole of it.
 */
export function createTeamAccess({ projectId, signingKey, secret, admins, usersUrl }: TeamSettings, outside = server) {
  const seal = { secret, organization: organization.id }

  function mint(lifetimeSeconds: number, permissions?: Claim) {
    const now = outside.now()
    return mintUserToken({ userId: organization.id, projectId, signingKey, now, lifetimeSeconds, permissions })
  }

  /** The organization as it is, and as this member may see it. */
  async function look(member: Member) {
    const { integrations } = await readOrganization()
    const accounts = accountsOf({ integrations }, seal)
    const own = accounts.filter(({ owner }) => owner?.id === member.id).map(({ id }) => id)
    return { integrations, own, team: { role: roleOf(member, admins), accounts } }
  }

  async function readOrganization() {
    const { token } = await mint(READING_SECONDS)
    try {
      const response = await outside.fetch(`${usersUrl}/projects/${projectId}/sdk/me`, {
        headers: { Authorization: `Bearer ${token}` },
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE),
      })
      if (!response.ok) throw new Error(`Paragon answered ${response.status}.`)
      return connectedUser.parse(await response.json())
    } catch (cause) {
      throw new OrganizationUnavailableError('The accounts of the organization could not be read.', { cause })
    }
  }

  return {
    /** A token that reaches the member's own accounts, or every account for an admin. Throws OrganizationUnavailableError. */
    async issueToken(member: Member): Promise<IssuedToken> {
      const { own, team } = await look(member)
      const claim = team.role === 'admin' ? adminClaim() : memberClaim(own)
      return { ...(await mint(TOKEN_SECONDS, claim)), holder: member.id, team }
    },

    /**
     * What it takes to connect one more account of an integration: a ticket, to be the account's External ID, and a token
     * that may. Throws OrganizationUnavailableError and UnknownIntegrationError.
     */
    async issueConnectPass(member: Member, integration: string): Promise<ConnectPass> {
      const { integrations, own, team } = await look(member)
      if (!Object.hasOwn(integrations, integration)) throw new UnknownIntegrationError()
      const others = team.accounts.filter((each) => each.integration === integration && !own.includes(each.id))
      const othersIds = others.map(({ id }) => id)
      const claim = team.role === 'admin' ? adminClaim() : connectClaim(integration, own, othersIds)
      const externalId = issueTicket({ ...seal, integration, member, nonce: randomBytes(9).toString('base64url') })
      return { ...(await mint(CONNECT_SECONDS, claim)), holder: member.id, team, externalId }
    },
  }
}
