import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { wordsOf } from '../api.ts'

export interface Resource<T> {
  /** Undefined until it has been read. */
  data: T | undefined
  problem: string | undefined
  /** Reads it again now. */
  refresh(): void
}

/** Milliseconds between two looks at what may change by itself. */
const INTERVAL = 3_000

/** Reads something whenever `key` changes, and every few seconds while the page is seen. */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ key: string; data: T | undefined; problem: string | undefined }>()
  const latest = useRef(load)
  latest.current = load
  const reload = useRef(() => {})

  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let turn = 0
    async function look() {
      clearTimeout(timer)
      turn += 1
      const mine = turn
      try {
        const data = await latest.current(abort.signal)
        // An answer that was overtaken by another is old.
        if (!abort.signal.aborted && mine === turn) setState({ key, data, problem: undefined })
      } catch (error) {
        if (!abort.signal.aborted && mine === turn)
          setState((known) => ({ key, data: known?.key === key ? known.data : undefined, problem: wordsOf(error) }))
      }
      if (!abort.signal.aborted && mine === turn) timer = setTimeout(lookIfSeen, INTERVAL)
    }
    const lookIfSeen = () => {
      if (document.visibilityState === 'visible') void look()
    }
    reload.current = () => void look()
    void look()
    document.addEventListener('visibilitychange', lookIfSeen)
    return () => {
      abort.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookIfSeen)
    }
  }, [key])

  const refresh = useCallback(() => reload.current(), [])
  const current = state?.key === key ? state : undefined
  return { data: current?.data, problem: current?.problem, refresh }
}
