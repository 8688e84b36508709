import { type CryptoKey, decodeJwt, errors, importSPKI, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Project, SigningKey } from '../store/projects.ts'
import { isStorable } from '../store/storable-text.ts'
import { invalidToken } from './api-error.ts'
import { PERMISSIONS_CLAIM, parseClaim } from './permissions/claim.ts'
import { allPermissions, type Permissions, permissionsOf } from './permissions/permissions.ts'

/** Assumed: how far a token's clock may be off. */
const LEEWAY_SECONDS = 60
const CACHED_TOKENS = 5_000

export interface VerifiedToken {
  /** One token can be good for several projects, which share a key. */
  projectId: string
  userId: string
  permissions: Permissions
  /** Whether the token names its audience; Managed Sync insists on it. */
  hasAudience: boolean
  /** Seconds since the epoch. */
  expires: number
  /** The keys that the token was checked against are those of this revision. */
  projectRevision: number
}

export interface UserTokens {
  /**
   * What a Paragon User Token says; throws a 401 for any other string. RS256 only, `exp` required
   * (docs: getting-started/installing-the-connect-sdk), against any key of the project.
   */
  verify(project: Project, token: string): Promise<VerifiedToken>
  /** What was found out about a token that has not run out since; good as long as the project has that revision. */
  recall(projectId: string, token: string): VerifiedToken | undefined
}

/** Which projects `aud` may name, as `<host>/<project>` (docs: managed-sync/sync-api); nothing has been verified yet. */
export function claimedProjects(token: string): string[] {
  try {
    const audiences = [decodeJwt(token).aud].flat()
    return audiences.flatMap((audience) => /^.+\/([^/]+)$/.exec(audience ?? '')?.[1] ?? [])
  } catch {
    return []
  }
}

export function createUserTokens(now: () => number): UserTokens {
  const verified = new LRUCache<string, VerifiedToken>({ max: CACHED_TOKENS })
  const keys = new LRUCache<string, CryptoKey>({ max: 500 })

  async function keyOf({ id, publicKey }: SigningKey): Promise<CryptoKey> {
    const cached = keys.get(id)
    if (cached) return cached
    const key = await importSPKI(publicKey, 'RS256')
    keys.set(id, key)
    return key
  }

  function recall(projectId: string, token: string): VerifiedToken | undefined {
    // By the token as it is: to take a digest of it at each request took a sixth of the time of all that is done for `/sdk/me`.
    const known = verified.get(token)
    return known?.projectId === projectId && known.expires + LEEWAY_SECONDS > now() / 1000 ? known : undefined
  }

  return {
    recall,
    async verify(project, token) {
      const known = recall(project.id, token)
      if (known?.projectRevision === project.revision) return known
      const { sub, exp, aud, [PERMISSIONS_CLAIM]: claim } = await verifyWithAny(project, token, keyOf, new Date(now()))
      if (typeof sub !== 'string' || sub.trim() === '') {
        throw invalidToken('The token has no `sub`: it must name the connected user.')
      }
      if (!isStorable(sub)) throw invalidToken('The `sub` of the token has a character that no name has.')
      if (!isForProject(aud, project.id)) {
        throw invalidToken(`The token is for another project: its \`aud\` must end in /${project.id}.`)
      }
      const found: VerifiedToken = {
        projectId: project.id,
        userId: sub,
        permissions: claim === undefined ? allPermissions : permissionsOf(scopesOf(claim)),
        hasAudience: aud !== undefined,
        expires: exp ?? 0,
        projectRevision: project.revision,
      }
      verified.set(token, found)
      return found
    },
  }
}

async function verifyWithAny(
  project: Project,
  token: string,
  keyOf: (key: SigningKey) => Promise<CryptoKey>,
  currentDate: Date,
) {
  for (const signingKey of project.signingKeys) {
    try {
      const { payload } = await jwtVerify(token, await keyOf(signingKey), {
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'sub'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate,
      })
      return payload
    } catch (error) {
      // Another key of the project may still fit; any other fault is the token's own.
      if (error instanceof errors.JWSSignatureVerificationFailed) continue
      if (error instanceof errors.JWTExpired) throw expired()
      throw invalidToken(`The Paragon User Token is not valid: ${reasonOf(error)}.`)
    }
  }
  throw invalidToken('The Paragon User Token is not signed by a key of this project.')
}

function scopesOf(claim: unknown) {
  const parsed = parseClaim(claim)
  // A claim that cannot be understood must not be taken for none, which would allow everything.
  if ('problem' in parsed) throw invalidToken(`The claim ${PERMISSIONS_CLAIM} of the token ${parsed.problem}.`)
  return parsed.scopes
}

const expired = () => invalidToken('The Paragon User Token has expired.')

function reasonOf(error: unknown): string {
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not RS256'
  if (error instanceof errors.JWTClaimValidationFailed) return error.message
  return 'it is not a well-formed signed JWT'
}

/** `aud` is `useparagon.com/<project>`, with another host for other instances; only Managed Sync insists on it. */
function isForProject(aud: unknown, projectId: string): boolean {
  if (aud === undefined) return true
  return [aud].flat().some((audience) => typeof audience === 'string' && audience.endsWith(`/${projectId}`))
}
