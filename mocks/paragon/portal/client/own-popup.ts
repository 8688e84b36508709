import type { Invoke } from './bridge.ts'
import { describeError } from './error-text.ts'
import type { PortalState } from './portal-state.ts'

/** What the portal needs of the SDK's state to run a popup itself. */
export type PopupContext = PortalState['nextContext']

export interface OwnPopup {
  integrationId: string
  /** The integration's name in the SDK's methods; of custom ones the word "custom" goes to build-oauth. */
  type: string
  isCustom: boolean
  /** What the user entered before the sign-in. */
  values: Record<string, unknown>
  installOptions: Record<string, unknown>
}

/** The portal's window, as far as it is needed; a test's own in tests. */
export interface PopupHost {
  origin: string
  open(url: string): PopupWindow | null
  /** Hears the messages of that window until the function that it answers is called. */
  listen(popup: PopupWindow, heard: (origin: string, data: Record<string, unknown>) => void): () => void
  /** Calls back again and again until the function that it answers is called. */
  every(milliseconds: number, work: () => void): () => void
  randomId(): string
}

export interface PopupWindow {
  closed: boolean
  location: { href: string }
}

/** Thrown when nothing was connected, with words for the person. */
export class NotConnected extends Error {}

/**
 * Runs the sign-in in a popup of the portal's own, with what was asked before it: the SDK's `startOAuthFlow` leaves that to
 * the portal (sdk.md 3.1 and 4). To be called while a click still counts, since it opens the window at once. The account is
 * told to the SDK by its `_oauthCallback`, a refusal by its `_oauthErrorCallback`, so that the app's promise hears of both.
 */
export async function runOwnPopup(
  host: PopupHost,
  context: PopupContext,
  invoke: Invoke,
  popupFor: OwnPopup,
): Promise<unknown> {
  const { integrationId, type, installOptions } = popupFor
  const { user, projectId = '', environments } = context
  const zeus = environments.ZEUS_PUBLIC_URL ?? host.origin
  const allowed = new Set([host.origin, ...[zeus, environments.PASSPORT_PUBLIC_URL].flatMap(originOf)])
  const token = user.token ?? ''
  const nonce = new URLSearchParams({
    action: type,
    integrationId,
    originForPostMessage: host.origin,
    userToken: token,
  })
  const popup = host.open(`${zeus}/projects/${projectId}/sdk/actions/oauth-nonce?${nonce}`)
  if (popup === null) throw new NotConnected(describeError('Popup was blocked by the browser.'))

  const query = new URLSearchParams({
    action: popupFor.isCustom ? 'custom' : type,
    integrationId,
    endUserSuppliedValues: JSON.stringify(popupFor.values),
    parameters: '{}',
    userToken: token,
    originForPostMessage: host.origin,
    isPreviewMode: 'false',
    installOptions: JSON.stringify(installOptions),
    oauthMetaKeyId: host.randomId(),
  })
  const redirect = context.endUserIntegrationConfig?.overrideRedirectUrl
  if (redirect !== undefined) query.set('redirectUrl', redirect)
  const built = invoke(
    'sendConnectRequest',
    `/v2/projects/${projectId}/sdk/actions/build-oauth?${query}`,
    { method: 'GET' },
    false,
  )

  const message = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const ends: (() => void)[] = []
    const finish = (work: () => void) => {
      for (const end of ends) end()
      work()
    }
    const fail = (error: unknown) => finish(() => reject(new NotConnected(describeError(error))))
    built.catch(fail)
    ends.push(
      host.listen(popup, (origin, data) => {
        if (!allowed.has(origin)) return
        if (data.type === 'oauth-nonce-loaded') {
          built
            .then((answer) => {
              popup.location.href = redirectUrlIn(answer)
            })
            .catch(fail)
        } else if (data.type === 'oauth_success_callback' || data.type === 'oauth_error_callback') {
          finish(() => resolve(data))
        }
      }),
      host.every(500, () => {
        if (popup.closed) {
          finish(() =>
            reject(new NotConnected('The sign-in window was closed before it was done. Nothing was connected.')),
          )
        }
      }),
    )
  })

  if (message.type === 'oauth_error_callback') {
    await invoke('_oauthErrorCallback', message.error, { data: message }).catch(() => undefined)
    throw new NotConnected(describeError(message))
  }
  return invoke('_oauthCallback', message.credential, undefined, { installOptions })
}

function redirectUrlIn(answer: unknown): string {
  const isThere = typeof answer === 'object' && answer !== null && 'redirectUrl' in answer
  const url = isThere ? String(answer.redirectUrl) : ''
  if (!/^https?:\/\//i.test(url)) throw new Error('The answer does not say where to sign in.')
  return url
}

function originOf(address: string | undefined): string[] {
  return address !== undefined && URL.canParse(address) ? [new URL(address).origin] : []
}
