/** The module `@useparagon/connect`. */
export type ConnectSDK = typeof import('@useparagon/connect')
export type Paragon = ConnectSDK['paragon']

/** The key in localStorage under which the SDK keeps its last user, token included. It goes when that user leaves. */
export const PERSISTED_STATE = 'paragon-connect-user-state'

let loading: Promise<ConnectSDK> | undefined
let loadedFor: string | undefined

/**
 * Loads Paragon's SDK, once per page and only in a browser: its constructor runs at import, listens on `window` and
 * adds the Connect Portal's iframe. Rejects when the script cannot be fetched; the next call tries again.
 *
 * The page is loaded anew for a second Connected User: the SDK would take what it knows of the first along, what it is
 * still waiting for included (windows, answers, sign-ins). So no page ever shows what belongs to another's.
 */
export function loadConnectSDK(connectedUser: string): Promise<ConnectSDK> {
  loadedFor ??= connectedUser
  if (loadedFor !== connectedUser) {
    window.location.reload()
    return new Promise(() => {})
  }
  loading ??= importConnectSDK()
  return loading
}

async function importConnectSDK(): Promise<ConnectSDK> {
  try {
    // The constructor would sign the last user in again with the last token and the last base URLs. The app always
    // authenticates itself, so it starts from nothing: nobody ever sees the accounts of whoever sat here before.
    localStorage.removeItem(PERSISTED_STATE)
    const loaded = await import('@useparagon/connect')
    namePortalFrame()
    return loaded
  } catch (error) {
    loading = undefined
    throw error
  }
}

/** The SDK adds the frame without a title, and a screen reader would read out its address (WCAG 2.2, 4.1.2). */
function namePortalFrame() {
  document.getElementById('paragon-connect-frame')?.setAttribute('title', 'Connect Portal')
}
