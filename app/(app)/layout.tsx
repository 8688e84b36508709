import type { ReactNode } from 'react'
import { requireUser } from '@/lib/auth/current-user'
import { env } from '@/lib/env'
import { ParagonProvider } from '@/lib/paragon/provider'
import { Header } from '../components/header'

/** The frame of every page for people who are signed in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await requireUser()
  const { projectId, sandboxUrl } = env()
  return (
    <ParagonProvider key={user.id} userId={user.id} projectId={projectId} sandboxUrl={sandboxUrl}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Header user={user} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-8 outline-none sm:px-6 sm:py-10">
        {children}
      </main>
    </ParagonProvider>
  )
}
