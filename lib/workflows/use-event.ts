'use client'

import { useRef, useState } from 'react'
import type { Execution } from '../executions/execution'
import { historyProblem } from '../executions/use-executions'
import { describeProblem, type Problem } from '../paragon/problem'
import type { Paragon } from '../paragon/sdk'
import type { AppEvent, Recipient } from './events'
import { watchForRuns } from './follow'

/** An App Event that was sent, and what is known of it. */
export type SentEvent = {
  name: string
  /** The account that it was narrowed to. */
  to: Recipient | undefined
  stage: 'sending' | 'watching' | 'done' | 'failed'
  /** Why it was not sent, or why nothing is known of what it did. */
  problem: Problem | undefined
  runs: Execution[]
}

type Sending = {
  event: AppEvent
  payload: Record<string, unknown>
  to: Recipient | undefined
  /** How many runs it should start. */
  expected: number
}

/**
 * Sends one App Event at a time. `holder` is who is signed in; undefined: there is no history to find its runs in.
 * `onRefusal` runs when it was refused: the account may turn out to need attention.
 */
export function useEvent(paragon: Paragon, holder: string | undefined, onRefusal: () => void) {
  const [sent, setSent] = useState<SentEvent>()
  const latest = useRef(0)

  async function send({ event, payload, to, expected }: Sending) {
    latest.current += 1
    const mine = latest.current
    const isStale = () => mine !== latest.current
    const update = (change: Partial<SentEvent>) => {
      if (!isStale()) setSent((sent) => sent && { ...sent, ...change })
    }
    setSent({ name: event.name, to, stage: 'sending', problem: undefined, runs: [] })

    const ids = new Set(event.listeners.map(({ workflow }) => workflow.id))
    // Not to be told of its runs is no reason not to send it.
    const watch = holder === undefined ? undefined : await watchForRuns(holder, ids).catch(historyProblem)
    try {
      await paragon.event(event.name, payload, to && { selectedCredentialId: to.account.id })
    } catch (error) {
      update({ stage: 'failed', problem: describeProblem(error) })
      return onRefusal()
    }
    if (!watch) return update({ stage: 'done' })
    if (!('follow' in watch)) return update({ stage: 'done', problem: watch })
    update({ stage: 'watching' })
    try {
      await watch.follow(expected, (runs) => update({ runs }), isStale)
      update({ stage: 'done' })
    } catch (error) {
      update({ stage: 'done', problem: historyProblem(error) })
    }
  }

  function clear() {
    latest.current += 1
    setSent(undefined)
  }

  return { sent, busy: sent?.stage === 'sending', send, clear }
}
