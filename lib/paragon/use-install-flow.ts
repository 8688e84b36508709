'use client'

import type { InstallFlowStage } from '@useparagon/connect'
import { useEffect, useRef, useState } from 'react'
import { labelOf } from './accounts'
import { describeProblem, type Problem } from './problem'
import type { Paragon } from './sdk'
import type { ParagonSession } from './session'

/** Where an installation without the portal stands. */
export type FlowProgress = { stage: InstallFlowStage; problem?: Problem }

/** Milliseconds. The SDK (2.4.0) says nothing of a consent that was denied: only its own time limit ends the wait. */
const OAUTH_TIMEOUT = 3 * 60_000

/**
 * Installs without the Connect Portal, through the stages that the SDK tells. While the page shows, the SDK is headless.
 * `onConnected` gets the label of the account.
 */
export function useInstallFlow(session: ParagonSession, paragon: Paragon, onConnected: (account: string) => void) {
  const [progress, setProgress] = useState<FlowProgress>()
  /** Of the flow that is under way: the SDK's callbacks of one that was left still come. */
  const latest = useRef(0)
  const running = useRef(false)

  useEffect(() => {
    paragon.setHeadless(true)
    return () => {
      latest.current += 1
      if (running.current) void paragon.installFlow.cancel()
      paragon.setHeadless(false)
    }
  }, [paragon])

  function start(type: string) {
    latest.current += 1
    const flow = latest.current
    running.current = true
    paragon.installFlow.start(type, {
      allowMultipleCredentials: true,
      oauthTimeout: OAUTH_TIMEOUT,
      onNext: (stage) => {
        if (flow === latest.current) setProgress({ stage })
      },
      onComplete: ({ credential }) => {
        session.refresh()
        if (flow !== latest.current) return
        running.current = false
        setProgress(undefined)
        onConnected(credential ? labelOf(credential) : 'The account')
      },
      onError: (error) => {
        if (flow === latest.current) setProgress((now) => now && { ...now, problem: describeProblem(error) })
      },
    })
  }

  /** Does a step's answer. The refusals of a server reach `onError`; what the SDK itself throws is told here. */
  async function answer(step: () => Promise<void> | void) {
    setProgress((now) => now && { stage: now.stage })
    try {
      await step()
    } catch (error) {
      setProgress((now) => now && { ...now, problem: describeProblem(error) })
    }
  }

  async function cancel() {
    latest.current += 1
    running.current = false
    setProgress(undefined)
    await paragon.installFlow.cancel()
    session.refresh()
  }

  return { progress, start, answer, cancel }
}
