import { useEffect, useState } from 'preact/hooks'
import { describeError } from '../error-text.ts'
import { usePortal } from './portal-context.ts'

export interface Connection {
  /** The sign-in window is open, as far as anyone can tell: nobody is told when a user just closes it. */
  waiting: boolean
  /** Why the last try failed, in words. */
  error: string | undefined
  start(options: Record<string, unknown>): void
  cancel(): void
}

/** Runs the OAuth popup through the SDK. Success is seen in the next state; failure there or in the call's rejection. */
export function useConnection(): Connection {
  const { invoke, type, modal } = usePortal()
  const { connectionError } = modal
  const [waiting, setWaiting] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()

  useEffect(() => {
    if (connectionError != null) setWaiting(false)
  }, [connectionError])

  const failure = refusal ?? (waiting ? undefined : connectionError)
  return {
    waiting,
    error: failure == null ? undefined : describeError(failure),
    start(options) {
      setRefusal(undefined)
      setWaiting(true)
      // Both at once, so that the popup still counts as opened by the click. The SDK keeps the last try's error until an
      // installation succeeds; without clearing it, a second refusal could not be told from the first.
      Promise.all([
        invoke('setModalState', { connectionError: undefined }),
        invoke('startOAuthFlow', type, options),
      ]).catch((error: unknown) => {
        setWaiting(false)
        setRefusal(error)
      })
    },
    cancel() {
      setWaiting(false)
    },
  }
}
