/**
 * Runs `action` and catches the window it opens. The SDK opens the OAuth popup inside the call, keeps the handle to
 * itself and never says that the person closed it; with the handle the page can find out. With a `reserved` window the
 * action gets that one instead of a new one.
 *
 * `opened` is null when the browser blocked the window, undefined when none was asked for.
 */
export function captureWindow<T>(action: () => T, reserved?: Window): { result: T; opened: Window | null | undefined } {
  const original = window.open
  let opened: Window | null | undefined
  window.open = (...args) => {
    opened = reserved ? lead(reserved, args[0]) : original.apply(window, args)
    return opened
  }
  try {
    return { result: action(), opened }
  } finally {
    window.open = original
  }
}

function lead(reserved: Window, url: string | URL | undefined): Window {
  if (url !== undefined) reserved.location.replace(url)
  return reserved
}

/**
 * A window for later, opened straight from a click: a browser lets none open once the page has waited for something.
 * Null when the browser blocked it.
 */
export function reserveWindow(): Window | null {
  // The SDK's own size and place.
  const reserved = window.open('', '', 'width=500,height=600,left=100,top=150')
  if (reserved) {
    reserved.document.title = 'One moment…'
    reserved.document.body.textContent = 'One moment…'
  }
  return reserved
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
