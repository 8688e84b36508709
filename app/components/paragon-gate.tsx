'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useParagon } from '@/lib/paragon/provider'
import type { ParagonSnapshot } from '@/lib/paragon/session'
import { Button } from './ui/button'
import { Notice } from './ui/notice'

export type Ready = Extract<ParagonSnapshot, { status: 'ready' }>

type ParagonGateProps = { skeleton: ReactNode; children: (ready: Ready) => ReactNode }

/** Shows its children once Paragon is there, until then a skeleton, and what to do when it fails. */
export function ParagonGate({ skeleton, children }: ParagonGateProps) {
  const { session, snapshot } = useParagon()
  if (snapshot.status === 'ready') return children(snapshot)
  if (snapshot.status === 'loading') {
    return (
      <div role="status" aria-busy="true">
        <span className="sr-only">Loading your accounts</span>
        {skeleton}
      </div>
    )
  }
  return (
    <div role="alert">
      <Notice tone="bad" {...snapshot.problem}>
        {snapshot.signedOut ? (
          <Button size="small" asChild>
            <Link href="/sign-in">Sign in</Link>
          </Button>
        ) : (
          <Button size="small" onClick={() => void session.retry()}>
            Retry
          </Button>
        )}
      </Notice>
    </div>
  )
}
