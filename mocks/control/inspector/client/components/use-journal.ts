import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { JournalEntry } from '../../../../client/journal-control.ts'
import { type Filters, filterEntries } from '../address.ts'
import { followJournal } from '../follow.ts'
import { useWorkbench } from './context.ts'

/** As many as the sandbox keeps of a project by itself. */
const KEPT = 500
/** Milliseconds in which entries are gathered: a busy project must not have the page drawn for each. */
const GATHERED = 60

export interface Journal {
  /** By the order of answers. */
  entries: readonly JournalEntry[]
  state: 'connecting' | 'live' | 'offline' | 'refused'
  problem: string | undefined
  /** Forgets what has come so far. */
  forget(): void
}

/** What is asked and answered in a project, as it happens. */
export function useJournal(projectId: string, filters: Filters): Journal {
  const { api } = useWorkbench()
  const query = JSON.stringify(filterEntries(filters))
  const [entries, setEntries] = useState<readonly JournalEntry[]>([])
  const [state, setState] = useState<Journal['state']>('connecting')
  const [problem, setProblem] = useState<string>()
  const gathered = useRef<JournalEntry[]>([])

  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    gathered.current = []
    setEntries([])
    setState('connecting')
    setProblem(undefined)
    const draw = () => {
      timer = undefined
      const fresh = gathered.current
      gathered.current = []
      setEntries((known) => [...known, ...fresh].slice(-KEPT))
    }
    const follower = {
      onEntry(entry: JournalEntry) {
        gathered.current.push(entry)
        timer ??= setTimeout(draw, GATHERED)
      },
      onState: (isLive: boolean) => setState(isLive ? 'live' : 'offline'),
      onRefused(words: string) {
        setState('refused')
        setProblem(words)
      },
    }
    void followJournal(api, { projectId, query: JSON.parse(query) as [string, string][] }, follower, abort.signal)
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [api, projectId, query])

  const forget = useCallback(() => {
    gathered.current = []
    setEntries([])
  }, [])
  return { entries, state, problem, forget }
}
