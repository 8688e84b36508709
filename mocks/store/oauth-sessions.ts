import type { ClientCredentials, Json } from './connected-users.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { fingerprint, type Sealer } from './sealer.ts'

/** One run of the OAuth popup, from build-oauth to the callback. */
export interface OAuthSession {
  id: string
  projectId: string
  personaId: string
  userId: string
  integrationId: string
  /** The SDK's name for this attempt; it polls `session-id/:oauthMetaKeyId`. */
  oauthMetaKeyId: string
  originForPostMessage: string
  installOptions: Json
  /** The permissions claim of the token that started it; null for one without. */
  permissions: PermissionScopes | null
  redirectUri: string
  /** PKCE (RFC 7636). */
  codeVerifier: string
  /** The OAuth app of the user's own; null for Paragon's. */
  client: ClientCredentials | null
  connectCredentialId: string | null
  dateExpires: Date
}

/** Scopes as the claim has them; see JWT Permissions. */
export interface PermissionScopes {
  [scope: string]: boolean | string[] | PermissionScopes
}

export interface NewOAuthSession extends Omit<OAuthSession, 'userId' | 'connectCredentialId'> {
  state: string
  dateCreated: Date
}

export interface OAuthSessions {
  /** A repeated `oauthMetaKeyId` starts the attempt anew. */
  create(session: NewOAuthSession): Promise<void>
  findByState(state: string): Promise<OAuthSession | undefined>
  /** Takes the session for the one callback that may finish it; false when another has. */
  consume(sessionId: string, now: Date): Promise<boolean>
  findByKey(personaId: string, oauthMetaKeyId: string): Promise<{ connectCredentialId: string | null } | undefined>
  remove(personaId: string, oauthMetaKeyId: string): Promise<void>
  prune(now: Date): Promise<void>
}

export function createOAuthSessions(prisma: PrismaClient, sealer: Sealer): OAuthSessions {
  return {
    async create({ state, codeVerifier, client, installOptions, permissions, ...session }) {
      const row = {
        ...session,
        stateHash: fingerprint(state),
        sealedVerifier: sealer.seal(codeVerifier),
        sealedClient: client && sealer.seal(JSON.stringify(client)),
        installOptions: installOptions as Prisma.InputJsonObject,
        permissions: permissions ?? Prisma.DbNull,
        dateConsumed: null,
        connectCredentialId: null,
      }
      const { personaId, oauthMetaKeyId } = session
      await prisma.oAuthSession.upsert({
        where: { personaId_oauthMetaKeyId: { personaId, oauthMetaKeyId } },
        create: row,
        update: row,
      })
    },

    async findByState(state) {
      const row = await prisma.oAuthSession.findUnique({
        where: { stateHash: fingerprint(state) },
        include: { persona: { select: { userId: true } } },
      })
      if (!row) return undefined
      const { persona, sealedVerifier, sealedClient, installOptions, permissions, ...session } = row
      return {
        ...session,
        userId: persona.userId,
        codeVerifier: sealer.open(sealedVerifier),
        client: sealedClient === null ? null : (JSON.parse(sealer.open(sealedClient)) as ClientCredentials),
        installOptions: installOptions as Json,
        permissions: permissions as PermissionScopes | null,
      }
    },

    async consume(sessionId, now) {
      const { count } = await prisma.oAuthSession.updateMany({
        where: { id: sessionId, dateConsumed: null },
        data: { dateConsumed: now },
      })
      return count === 1
    },

    async findByKey(personaId, oauthMetaKeyId) {
      const row = await prisma.oAuthSession.findUnique({
        where: { personaId_oauthMetaKeyId: { personaId, oauthMetaKeyId } },
        select: { connectCredentialId: true },
      })
      return row ?? undefined
    },

    async remove(personaId, oauthMetaKeyId) {
      await prisma.oAuthSession.deleteMany({ where: { personaId, oauthMetaKeyId } })
    },

    async prune(now) {
      await prisma.oAuthSession.deleteMany({ where: { dateExpires: { lt: now } } })
    },
  }
}
