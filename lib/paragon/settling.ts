import type { SDK_EVENT } from '@useparagon/connect'
import type { Paragon } from './sdk'

const INSTALL_EVENT = 'onIntegrationInstall' as SDK_EVENT.ON_INTEGRATION_INSTALL

/** How long to wait for the second report, in milliseconds. The SDK looks twice a second whether the window is gone. */
const PATIENCE = 2_000

/**
 * Resolves when the next installation may begin. The SDK (2.4.0) learns of a finished sign-in from the window, and asks
 * the server too once the window is gone: it reports the same installation twice, about a second apart. One that began
 * in between would be taken for finished by the second report, with the wrong account as its result.
 */
export function settled(paragon: Pick<Paragon, 'subscribe' | 'unsubscribe'>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      paragon.unsubscribe(INSTALL_EVENT, done)
      resolve()
    }
    const timer = setTimeout(done, PATIENCE)
    paragon.subscribe(INSTALL_EVENT, done)
  })
}
