'use client'

import { useRef, useState } from 'react'
import { labelOf } from './accounts'
import { type InstallOptions, type InstallOutcome, installAccount } from './install'
import { reserveWindow } from './popup'
import { describeProblem } from './problem'
import type { Paragon } from './sdk'
import type { ParagonSession } from './session'
import { settled } from './settling'

/** Where the latest attempt to connect an account of `type` stands, while there is something to say about it. */
export type InstallProgress = {
  type: string
} & ( // Not the window itself: React's development build looks into props, and into another site's window nobody may look.
  | { kind: 'waiting'; showWindow: () => void }
  | { kind: 'settling' }
  | { kind: 'closed' }
  | Exclude<InstallOutcome, { kind: 'connected' }>
)

/** What an attempt needs before it can begin, and what is to be done when it has ended, however it did. */
export type Preparation = {
  /** Resolves to options of the attempt; rejects when it cannot begin. */
  prepare: () => Promise<InstallOptions>
  /** May run twice: an account can get connected after the page had given up on it. */
  end: () => Promise<void>
}

/**
 * Connecting accounts from a page: at most one attempt at a time, because the SDK itself keeps track of only one.
 * `onConnected` gets the label (see labelOf) of every account that got connected, even of one the page had given up on.
 */
export function useInstall(session: ParagonSession, paragon: Paragon, onConnected: (account: string) => void) {
  const [progress, setProgress] = useState<InstallProgress>()
  const latest = useRef(0)

  /** Call straight from a click, or the browser blocks the window. Resolves to whether an account got connected. */
  async function install(type: string, options: InstallOptions, preparation?: Preparation): Promise<boolean> {
    latest.current += 1
    const attempt = latest.current
    if (!preparation) return run(attempt, type, options, undefined, async () => session.refresh())

    const reserved = reserveWindow()
    if (!reserved) {
      setProgress({ type, kind: 'blocked' })
      return false
    }
    setProgress({ type, kind: 'waiting', showWindow: () => reserved.focus() })
    let prepared: InstallOptions
    try {
      prepared = await preparation.prepare()
    } catch (error) {
      reserved.close()
      setProgress({ type, kind: 'failed', problem: describeProblem(error) })
      return false
    }
    if (reserved.closed) {
      await preparation.end()
      setProgress({ type, kind: 'closed' })
      return false
    }
    return run(attempt, type, { ...options, ...prepared }, reserved, preparation.end)
  }

  async function run(
    attempt: number,
    type: string,
    options: InstallOptions,
    reserved: Window | undefined,
    end: () => Promise<void>,
  ): Promise<boolean> {
    const onAbandoned = () => {
      if (attempt !== latest.current) return
      setProgress({ type, kind: 'closed' })
      void end()
    }
    const { outcome, window } = installAccount(paragon, type, options, onAbandoned, reserved)
    setProgress(window && { type, kind: 'waiting', showWindow: () => window.focus() })

    const ended = await outcome
    // An older attempt may still end, together with the newer one: the SDK settles both on the same event.
    if (attempt !== latest.current) return false
    await end()
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
