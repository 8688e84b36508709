import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Address, readAddress, writeAddress } from '../address.ts'
import { createApi } from '../api.ts'
import type { TokenStore } from '../token.ts'
import { WorkbenchProvider } from './context.ts'
import { ProjectList } from './project-list.tsx'
import { ProjectPage } from './project-page.tsx'
import { TokenForm } from './token-form.tsx'

interface Said {
  message: string
  tone: 'ok' | 'bad'
}

/** Milliseconds for which what was done is said. */
const SAID = 6_000

/** The page: asks for the token first, then shows what its address says. */
export function Inspector({ tokens }: { tokens: TokenStore }) {
  const [token, setToken] = useState(tokens.read)
  const [refused, setRefused] = useState(false)
  const [address, setAddress] = useState(() => readAddress(location.search))
  const [said, setSaid] = useState<Said>()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    const follow = () => setAddress(readAddress(location.search))
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])

  const leave = useCallback(
    (isRefused: boolean) => {
      tokens.forget()
      setToken(undefined)
      setRefused(isRefused)
    },
    [tokens],
  )
  const api = useMemo(() => token && createApi(token, () => leave(true)), [token, leave])
  const go = useCallback((change: Partial<Address>, { replace = false } = {}) => {
    const next = { ...readAddress(location.search), ...change }
    history[replace ? 'replaceState' : 'pushState'](null, '', location.pathname + writeAddress(next))
    setAddress(next)
  }, [])
  const say = useCallback((message: string, tone: Said['tone'] = 'ok') => {
    clearTimeout(timer.current)
    setSaid({ message, tone })
    timer.current = setTimeout(() => setSaid(undefined), SAID)
  }, [])
  const workbench = useMemo(() => api && { api, address, go, say }, [api, address, go, say])

  useEffect(() => {
    document.title = `${address.project ? `${address.project} · ` : ''}Inspector · Paragon Sandbox`
  }, [address.project])

  return (
    <>
      {workbench ? (
        <WorkbenchProvider value={workbench}>
          {address.project === undefined ? (
            <ProjectList onLeave={() => leave(false)} />
          ) : (
            <ProjectPage key={address.project} projectId={address.project} onLeave={() => leave(false)} />
          )}
        </WorkbenchProvider>
      ) : (
        <TokenForm
          isRefused={refused}
          onToken={(given) => {
            tokens.keep(given)
            setRefused(false)
            setToken(given)
          }}
        />
      )}
      <div class="said-layer" role="status">
        {said && <p class={`said ${said.tone}`}>{said.message}</p>}
      </div>
    </>
  )
}
