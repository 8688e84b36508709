'use client'

import { ArrowRight } from 'lucide-react'
import { signIn } from 'next-auth/react'
import { useEffect, useState } from 'react'
import type { DemoUser } from '@/lib/demo-users'
import { Avatar } from '../components/ui/avatar'
import { Button } from '../components/ui/button'

type SignInOptionsProps = { demoUsers: DemoUser[]; callbackUrl: string }

export function SignInOptions({ demoUsers, callbackUrl }: SignInOptionsProps) {
  const [leaving, setLeaving] = useState(false)

  // The back button may bring this very page back from the browser's cache.
  useEffect(() => {
    const stay = () => setLeaving(false)
    window.addEventListener('pageshow', stay)
    return () => window.removeEventListener('pageshow', stay)
  }, [])

  // Both parameters are OpenID Connect's own (Core 1.0, section 3.1.2.1).
  function start(parameters: { login_hint: string } | { prompt: 'select_account' }) {
    setLeaving(true)
    void signIn('sso', { callbackUrl }, parameters)
  }

  return (
    <div className="mt-6 space-y-4">
      {demoUsers.length > 0 && (
        <ul className="space-y-2">
          {demoUsers.map(({ name, email }) => (
            <li key={email}>
              <button
                type="button"
                disabled={leaving}
                onClick={() => start({ login_hint: email })}
                className="group flex w-full items-center gap-3 rounded-lg border border-line px-3 py-2.5 text-left motion-safe:transition-colors hover:border-accent hover:bg-sunken disabled:opacity-55"
              >
                <Avatar name={name} picture={undefined} className="size-9 text-sm" />
                <span className="min-w-0 flex-1 text-sm">
                  <span className="block truncate font-medium">Continue as {name}</span>
                  <span className="block truncate text-soft">{email}</span>
                </span>
                <ArrowRight aria-hidden className="size-4 text-soft group-hover:text-accent" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Button
        variant={demoUsers.length > 0 ? 'quiet' : 'primary'}
        className="w-full"
        unavailable={leaving}
        onClick={() => start({ prompt: 'select_account' })}
      >
        {demoUsers.length > 0 ? 'Sign in with another identity' : 'Sign in'}
      </Button>
    </div>
  )
}
