import type { IntegrationMetadata } from '@useparagon/connect'
import { describeProblem, type Problem } from './problem'
import { sandboxEnvironments } from './sandbox-environments'
import { type ConnectSDK, loadConnectSDK, type Paragon } from './sdk'
import { fetchUserToken, type IssuedToken, renewalTime, SignedOutError } from './token-source'

export type ParagonUser = Extract<ReturnType<Paragon['getUser']>, { authenticated: true }>

/** What the pages know about Paragon at one moment. */
export type ParagonSnapshot =
  | { status: 'loading' }
  | { status: 'error'; problem: Problem; signedOut: boolean }
  | {
      status: 'ready'
      paragon: Paragon
      user: ParagonUser
      integrations: IntegrationMetadata[]
      /** The token that the SDK has. */
      issued: IssuedToken
    }

export type ParagonConfig = {
  projectId: string
  /** Who is signed in to the app. */
  userId: string
  /** The Connected User as whom the pages speak to Paragon: the person, or an organization that they belong to. */
  connectedUser: string
  /** Where the app's server issues tokens of that Connected User. */
  tokenPath: string
  /** Base URL of a Paragon Sandbox; undefined means the real service. */
  sandboxUrl: string | undefined
}

export const LOADING: ParagonSnapshot = { status: 'loading' }

/** How long to wait after a renewal that failed, in milliseconds. */
const RETRY_RENEWAL = 30_000

type TokenSource = () => Promise<IssuedToken>

/** What the session needs from the outside; tests put their own in. */
const browser = { loadConnectSDK, fetchUserToken, now: Date.now }

export type ParagonSession = ReturnType<typeof createParagonSession>

/**
 * One person's connection to Paragon, as an external store for React: `subscribe` and `getSnapshot` for
 * `useSyncExternalStore`. Creating it does nothing; `open` loads the SDK and authenticates.
 */
export function createParagonSession(config: ParagonConfig, outside = browser) {
  const { projectId, userId, connectedUser, tokenPath, sandboxUrl } = config
  const ownTokens: TokenSource = () => outside.fetchUserToken(tokenPath, userId)
  let snapshot = LOADING
  let sdk: ConnectSDK | undefined
  let opening: Promise<void> | undefined
  let source = ownTokens
  let issued: IssuedToken | undefined
  /** The latest authentication, which the next one waits for: the SDK mixes up the answers of two at a time. */
  let turn: Promise<unknown> = Promise.resolve()
  let renewAt = Number.POSITIVE_INFINITY
  let expiresAt = Number.POSITIVE_INFINITY
  const listeners = new Set<() => void>()

  function publish(next: ParagonSnapshot) {
    snapshot = next
    for (const listener of listeners) listener()
  }

  function publishError(error: unknown) {
    const signedOut = error instanceof SignedOutError
    if (signedOut) sdk?.connectSingleton.logout()
    const problem = signedOut
      ? { title: 'You are signed out', detail: 'Sign in again to see your connected accounts.' }
      : describeProblem(error)
    publish({ status: 'error', problem, signedOut })
  }

  /** Reads the user from the SDK again. Paragon's SDK signs its user out when the service refuses the token. */
  function refresh() {
    if (!sdk || !issued) return
    const { paragon } = sdk
    const user = paragon.getUser()
    if (!user.authenticated) return publishError(new Error('Paragon ended the session. Try again to renew it.'))
    publish({ status: 'ready', paragon, user, integrations: paragon.getIntegrationMetadata(), issued })
  }

  function authenticate(connected: ConnectSDK, from?: TokenSource): Promise<void> {
    const next = turn.then(() => authenticateNow(connected, from ?? source))
    turn = next.catch(() => undefined)
    return next
  }

  async function authenticateNow({ paragon }: ConnectSDK, from: TokenSource) {
    const received = await from()
    await paragon.authenticate(projectId, received.token)
    source = from
    issued = received
    renewAt = renewalTime(outside.now(), received.expiresAt)
    expiresAt = Date.parse(received.expiresAt)
    refresh()
  }

  async function load(): Promise<ConnectSDK> {
    const loaded = await outside.loadConnectSDK(connectedUser)
    // Before `authenticate`: configureGlobal ends whatever session the SDK has.
    if (sandboxUrl) loaded.paragon.configureGlobal(...sandboxEnvironments(sandboxUrl))
    for (const event of Object.values(loaded.SDK_EVENT)) loaded.paragon.subscribe(event, refresh)
    return loaded
  }

  async function openOnce() {
    try {
      sdk ??= await load()
      await authenticate(sdk)
    } catch (error) {
      publishError(error)
    }
  }

  function open(): Promise<void> {
    opening ??= openOnce().finally(() => {
      opening = undefined
    })
    return opening
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => snapshot,
    refresh,

    /**
     * Loads the SDK and authenticates; calls made meanwhile join the first, a later one reads everything anew. Failure
     * shows in the snapshot.
     */
    open,

    /** After an error: from the beginning, with a new token. */
    retry(): Promise<void> {
      publish(LOADING)
      return open()
    },

    /** Replaces the token if it is old enough. A failure is tried again later, as long as the old token serves. */
    async renewIfDue(): Promise<void> {
      const connected = sdk
      if (!connected || opening || outside.now() < renewAt) return
      renewAt = outside.now() + RETRY_RENEWAL
      try {
        await authenticate(connected)
      } catch (error) {
        const stillIn = connected.paragon.getUser().authenticated && outside.now() < expiresAt
        if (!stillIn || error instanceof SignedOutError) publishError(error)
      }
    },

    /**
     * Goes on with tokens from elsewhere, which reach more or less of the same Connected User. Rejects when there is none
     * to be had, and then all is as before.
     */
    async switchTokens(other: TokenSource): Promise<void> {
      if (!sdk) throw new Error('Paragon is not loaded yet.')
      try {
        await authenticate(sdk, other)
      } catch (error) {
        // A failed authentication signs the SDK out.
        if (error instanceof SignedOutError) publishError(error)
        else if (!sdk.paragon.getUser().authenticated) await open()
        throw error
      }
    },

    /** Goes on with the session's own tokens, and reads everything anew. Failure shows in the snapshot. */
    async returnToOwnTokens(): Promise<void> {
      source = ownTokens
      await opening
      await open()
    },

    /** Forgets the user in this page and in the browser's storage. */
    close() {
      sdk?.connectSingleton.logout()
      publish(LOADING)
    },
  }
}
