import type { Context } from '../context.ts'
import type { CallFacts, Place } from '../journal/entry.ts'
import { projectInPath } from '../journal/paths.ts'
import { credentialSelector, subjectOf } from '../journal/view.ts'
import { findCredentials } from '../paragon/selectors.ts'
import { claimedProjects } from '../paragon/user-token.ts'
import { whoseRequest } from '../provider/oauth/whose-request.ts'

/** Whose a request is, found out before it is answered; asked only where something is to go wrong. */
export interface Whose extends Pick<CallFacts, 'projectId' | 'purpose' | 'userId'> {
  /** Ids of the accounts that it names, or that its token is of. */
  credentials: string[]
}

export async function whoseCall({ store }: Pick<Context, 'store'>, place: Place, request: Request): Promise<Whose> {
  if (place === 'provider') {
    const { projectId, purpose, providerId } = await whoseRequest(store, request)
    const isAccount = projectId !== undefined && providerId !== undefined
    const credentials = isAccount ? await store.connectedUsers.credentialsOf(projectId, providerId) : []
    return { projectId, purpose, credentials }
  }
  const url = new URL(request.url)
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const token = bearer ?? url.searchParams.get('userToken') ?? ''
  const state = url.pathname === '/oauth' ? url.searchParams.get('state') : null
  const session = state === null ? undefined : await store.oauthSessions.findByState(state)
  const projectId = session?.projectId ?? projectInPath(request.url) ?? claimedProjects(token)[0]
  const userId = session?.userId ?? subjectOf(token)
  const selector = credentialSelector(url, request.headers.get('x-paragon-credential') ?? undefined)
  if (projectId === undefined || selector === undefined) return { projectId, userId, credentials: [] }
  const user = userId === undefined ? undefined : await store.connectedUsers.find(projectId, userId)
  return { projectId, userId, credentials: user ? findCredentials(user, selector).map(({ id }) => id) : [] }
}
