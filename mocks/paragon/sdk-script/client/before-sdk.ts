/**
 * Runs before the SDK's constructor, which runs at import: it would point the portal's frame at the real service, or at the
 * sandbox that this browser was last led to (sdk.md 1.1 and 1.3, traps T18 and T24).
 */
declare global {
  interface Window {
    /** Base URLs by the names in the SDK's settings; the sandbox writes them at the head of the script (routes.ts). */
    paragonSandboxBases?: Record<string, string>
  }
}

const PERSISTED_STATE = 'paragon-connect-user-state'

/** Where this sandbox has each of Paragon's services. */
export const bases = window.paragonSandboxBases ?? {}
delete window.paragonSandboxBases

/** Whether the SDK will make its frame by itself, once the document is there. */
export const isDocumentLoading = document.readyState === 'loading'

if (leadsElsewhere(localStorage.getItem(PERSISTED_STATE))) localStorage.removeItem(PERSISTED_STATE)

// The SDK makes the frame at once unless the document is still loading. It is to wait until it knows where.
Object.defineProperty(document, 'readyState', { configurable: true, value: 'loading' })

/** Whether the state that the SDK has kept would bring the addresses of another sandbox, or of the real service, back. */
function leadsElsewhere(state: string | null): boolean {
  try {
    const kept: unknown = JSON.parse(state ?? 'null')?.environments?.ZEUS_PUBLIC_URL
    return state !== null && kept !== bases.ZEUS_PUBLIC_URL
  } catch {
    // The SDK throws it away itself.
    return false
  }
}
