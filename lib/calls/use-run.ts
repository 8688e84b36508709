'use client'

import { useRef, useState } from 'react'
import type { Account } from '../paragon/accounts'
import type { Paragon } from '../paragon/sdk'
import type { Call } from './call'
import { type Outcome, perform } from './perform'

/** A call that was sent, and what has come back so far. */
export type Run = {
  call: Call
  /** As they were when the call was sent. */
  accounts: Account[]
  /** By account id; missing while the answer is on its way. */
  outcomes: ReadonlyMap<string, Outcome>
}

type Integration = { type: string; name: string }

/**
 * Sends one call at a time, as one account or several. `onRefusal` runs when a call was refused: the account may turn out
 * to need attention.
 */
export function useRun(paragon: Paragon, onRefusal: () => void) {
  const [run, setRun] = useState<Run>()
  const latest = useRef(0)

  async function sendAs(account: Account, call: Call, { type, name }: Integration, attempt: number) {
    const outcome = await perform(paragon, call, { integration: type, name, credentialId: account.id })
    // What was cleared, or sent anew, in the meantime does not come back.
    if (attempt !== latest.current) return
    setRun((run) => run && { ...run, outcomes: new Map(run.outcomes).set(account.id, outcome) })
    if (outcome.kind === 'refused') onRefusal()
  }

  return {
    run,
    /** Whether answers are still on their way. */
    running: run !== undefined && run.outcomes.size < run.accounts.length,

    send(call: Call, integration: Integration, accounts: Account[]) {
      latest.current += 1
      setRun({ call, accounts, outcomes: new Map() })
      for (const account of accounts) void sendAs(account, call, integration, latest.current)
    },

    clear() {
      latest.current += 1
      setRun(undefined)
    },
  }
}
