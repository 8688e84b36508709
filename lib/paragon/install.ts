import type { InstallIntegrationOptions, IntegrationInstallEvent } from '@useparagon/connect'
import { captureWindow, watchWindow } from './popup'
import { describeProblem, isDenial, type Problem } from './problem'
import type { Paragon } from './sdk'

/** How an attempt to connect an account ended. */
export type InstallOutcome =
  | { kind: 'connected'; credential: IntegrationInstallEvent['credential'] }
  | { kind: 'blocked' }
  | { kind: 'denied' }
  | { kind: 'failed'; problem: Problem }

export type InstallAttempt = {
  /** Never rejects. Stays open after `onAbandoned`: a provider may finish what the page had given up on. */
  outcome: Promise<InstallOutcome>
  /** The window in which the person signs in, if one opened. */
  window: Window | undefined
}

export type InstallOptions = Pick<
  InstallIntegrationOptions,
  'externalId' | 'selectedCredentialId' | 'showPortalAfterInstall'
>

/**
 * Connects an account, or with `selectedCredentialId` replaces the one behind it. Call it straight from a click: a
 * browser lets a window open only then; or with a window that was reserved at the click. `onAbandoned` runs when the
 * person closed the window before finishing.
 */
export function installAccount(
  paragon: Paragon,
  type: string,
  options: InstallOptions,
  onAbandoned: () => void,
  reserved?: Window,
): InstallAttempt {
  // A person may connect several accounts of one integration; without this flag the second is refused.
  const { result, opened } = captureWindow(
    () => start(paragon, type, { ...options, allowMultipleCredentials: true }),
    reserved,
  )
  const stopWatching = opened ? watchWindow(opened, onAbandoned) : undefined
  const outcome = result
    .then(
      (event): InstallOutcome => ({ kind: 'connected', credential: event?.credential }),
      (error: unknown) => outcomeOf(error),
    )
    .finally(stopWatching)
  return { outcome, window: opened ?? undefined }
}

/** What an error of `installIntegration` means. */
export function outcomeOf(error: unknown): InstallOutcome {
  if (error instanceof Error && error.name === 'OAuthBlockedError') return { kind: 'blocked' }
  if (isDenial(error)) return { kind: 'denied' }
  return { kind: 'failed', problem: describeProblem(error) }
}

/** Some of the SDK's checks throw before there is a promise; here they reject it. Not async: the window opens inside. */
function start(paragon: Paragon, type: string, options: InstallIntegrationOptions) {
  try {
    return paragon.installIntegration(type, options)
  } catch (error) {
    return Promise.reject<undefined>(error)
  }
}
