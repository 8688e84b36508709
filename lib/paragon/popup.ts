/**
 * Runs `action` and catches the window it opens. The SDK opens the OAuth popup inside the call, keeps the handle to
 * itself and never says that the person closed it; with the handle the page can find out.
 *
 * `opened` is null when the browser blocked the window, undefined when none was asked for.
 */
export function captureWindow<T>(action: () => T): { result: T; opened: Window | null | undefined } {
  const original = window.open
  let opened: Window | null | undefined
  window.open = (...args) => {
    opened = original.apply(window, args)
    return opened
  }
  try {
    return { result: action(), opened }
  } finally {
    window.open = original
  }
}

/**
 * How long a window must have been gone before it counts as abandoned, in milliseconds. A finished sign-in closes its
 * window too, and the SDK then still asks the server, half a second later and every second from there.
 */
const GRACE = 4_000

/**
 * Tells when a window has been abandoned: returns a function that takes whether it is closed and what time it is, and
 * answers true once the window has been closed without a break for the grace period.
 */
export function abandonment(): (closed: boolean, now: number) => boolean {
  let closedSince: number | undefined
  return (closed, now) => {
    if (!closed) closedSince = undefined
    else closedSince ??= now
    return closedSince !== undefined && now - closedSince >= GRACE
  }
}

/** Calls `onAbandoned` once when the window was closed and stayed so for the grace period. Returns how to stop. */
export function watchWindow(opened: Window, onAbandoned: () => void): () => void {
  const isAbandoned = abandonment()
  const timer = setInterval(() => {
    if (!isAbandoned(opened.closed, performance.now())) return
    clearInterval(timer)
    onAbandoned()
  }, 250)
  return () => clearInterval(timer)
}
