'use client'

import { useRef, useState } from 'react'
import { labelOf } from './accounts'
import { type InstallOptions, type InstallOutcome, installAccount } from './install'
import type { Paragon } from './sdk'
import type { ParagonSession } from './session'
import { settled } from './settling'

/** Where the latest attempt to connect an account of `type` stands, while there is something to say about it. */
export type InstallProgress = { type: string } & (
  | { kind: 'waiting'; window: Window }
  | { kind: 'settling' }
  | { kind: 'closed' }
  | Exclude<InstallOutcome, { kind: 'connected' }>
)

/**
 * Connecting accounts from a page: at most one attempt at a time, because the SDK itself keeps track of only one.
 * `onConnected` gets the label (see labelOf) of every account that got connected, even of one the page had given up on.
 */
export function useInstall(session: ParagonSession, paragon: Paragon, onConnected: (account: string) => void) {
  const [progress, setProgress] = useState<InstallProgress>()
  const latest = useRef(0)

  /** Call straight from a click, or the browser blocks the window. Resolves to whether an account got connected. */
  async function install(type: string, options: InstallOptions): Promise<boolean> {
    latest.current += 1
    const attempt = latest.current
    const { outcome, window } = installAccount(paragon, type, options, () => {
      if (attempt === latest.current) setProgress({ type, kind: 'closed' })
    })
    setProgress(window ? { type, kind: 'waiting', window } : undefined)

    const ended = await outcome
    // An older attempt may still end, together with the newer one: the SDK settles both on the same event.
    if (attempt !== latest.current) return false
    session.refresh()
    if (ended.kind !== 'connected') {
      setProgress({ type, ...ended })
      return false
    }
    onConnected(ended.credential ? labelOf(ended.credential) : 'The account')
    setProgress({ type, kind: 'settling' })
    void settled(paragon).then(() => setProgress(undefined))
    return true
  }

  return {
    progress,
    /** Whether an attempt is under way. */
    busy: progress?.kind === 'waiting' || progress?.kind === 'settling',
    install,
    dismiss: () => setProgress(undefined),
  }
}
