import type { ReactNode } from 'react'
import type { CurrentUser } from '@/lib/auth/current-user'
import { env } from '@/lib/env'
import { ParagonProvider } from '@/lib/paragon/provider'
import { Header, type Perspective } from './header'
import { UnderTheHood } from './under-the-hood/under-the-hood'

type AppFrameProps = {
  user: CurrentUser
  perspective: Perspective
  /** The Connected User of the pages inside. */
  connectedUser: string
  /** Where the server issues its tokens. */
  tokenPath: string
  children: ReactNode
}

/** The frame of every page for people who are signed in. */
export function AppFrame({ user, perspective, connectedUser, tokenPath, children }: AppFrameProps) {
  const { projectId, sandboxUrl, sandboxAdminToken } = env()
  // What an organization's accounts do is not one person's own.
  const hasHood = perspective === 'person' && sandboxUrl !== undefined && sandboxAdminToken !== undefined
  return (
    <ParagonProvider
      key={user.id}
      userId={user.id}
      connectedUser={connectedUser}
      tokenPath={tokenPath}
      projectId={projectId}
      sandboxUrl={sandboxUrl}
    >
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Header user={user} perspective={perspective} tools={hasHood && <UnderTheHood />} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-8 outline-none sm:px-6 sm:py-10">
        {children}
      </main>
    </ParagonProvider>
  )
}
