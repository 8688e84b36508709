'use client'

import { useEffect, useState } from 'react'
import { call } from './call'
import { type Trace, withCall } from './traces'

/** The person's own calls as they happen, those of before included, while `isOpen`. */
export function useTraces(isOpen: boolean): { traces: Trace[]; isLive: boolean } {
  const [traces, setTraces] = useState<Trace[]>([])
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    setTraces([])
    const source = new EventSource('/api/under-the-hood')
    source.onopen = () => setLive(true)
    // It tries again by itself, unless the server has refused it.
    source.onerror = () => setLive(false)
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const parsed = call.safeParse(JSON.parse(data))
      if (parsed.success) setTraces((known) => withCall(known, parsed.data))
    }
    return () => {
      source.close()
      setLive(false)
    }
  }, [isOpen])
  return { traces, isLive }
}
