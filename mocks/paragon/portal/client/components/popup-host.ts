import type { PopupHost } from '../own-popup.ts'

/** The browser's windows. */
export const popupHost: PopupHost = {
  origin: window.location.origin,
  open: (url) => window.open(url, '_blank', 'popup,width=500,height=600'),
  listen(popup, heard) {
    function hear(event: MessageEvent<unknown>) {
      if (event.source !== popup || typeof event.data !== 'object' || event.data === null) return
      heard(event.origin, { ...event.data })
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  },
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds)
    return () => clearInterval(timer)
  },
  randomId: () => crypto.randomUUID(),
}
