'use client'

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { PERSISTED_STATE } from './sdk'
import { createParagonSession, LOADING, type ParagonConfig, type ParagonSession, type ParagonSnapshot } from './session'

type ParagonContext = { session: ParagonSession; snapshot: ParagonSnapshot }

const Context = createContext<ParagonContext | undefined>(undefined)

/** Connects the pages inside to Paragon as the person signed in, and keeps the Paragon User Token fresh. */
export function ParagonProvider({ children, ...config }: ParagonConfig & { children: ReactNode }) {
  const [session] = useState(() => createParagonSession(config))
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, () => LOADING)

  useEffect(() => {
    void session.open()
  }, [session])

  useEffect(() => {
    const renew = () => void session.renewIfDue()
    // A timer alone is not enough: browsers stop the timers of hidden tabs and of sleeping machines.
    const timer = setInterval(renew, 30_000)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [session])

  useEffect(() => {
    function recover() {
      if (session.getSnapshot().status === 'error') void session.retry()
    }
    // What failed while the machine was offline need not wait for a person to press "Try again".
    window.addEventListener('online', recover)
    return () => window.removeEventListener('online', recover)
  }, [session])

  useEffect(() => {
    function follow(event: StorageEvent) {
      if (event.key === PERSISTED_STATE && event.newValue === null) void session.open()
    }
    // Another tab signed out, or somebody else in: find out whether this one may go on.
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [session])

  return <Context value={{ session, snapshot }}>{children}</Context>
}

/** Paragon, for components inside ParagonProvider: the session to act on, and what is known at this moment. */
export function useParagon(): ParagonContext {
  const context = useContext(Context)
  if (!context) throw new Error('useParagon belongs inside <ParagonProvider>.')
  return context
}
