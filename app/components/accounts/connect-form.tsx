'use client'

import { Plus } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import { type FormEvent, useId, useState } from 'react'
import type { InstallOptions } from '@/lib/paragon/install'
import { Button } from '../ui/button'

type ConnectFormProps = {
  /** Whether the integration has no account yet. */
  first: boolean
  busy: boolean
  /** Whether anything about the account may be chosen beforehand. */
  withChoices: boolean
  /** Resolves to whether an account got connected. */
  onConnect: (options: InstallOptions) => Promise<boolean>
}

/** Connects one more account, with what may be chosen about it beforehand. */
export function ConnectForm({ first, busy, withChoices, onConnect }: ConnectFormProps) {
  const [showPortalAfterInstall, setShowPortal] = useState(false)
  const [externalId, setExternalId] = useState('')
  const fieldId = useId()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const label = externalId.trim()
    const connected = await onConnect({ showPortalAfterInstall, ...(label && { externalId: label }) })
    if (connected) setExternalId('')
  }

  return (
    <Collapsible.Root asChild>
      <form onSubmit={submit}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant={first ? 'primary' : 'secondary'} unavailable={busy}>
            {!first && <Plus aria-hidden />}
            {first ? 'Connect' : 'Connect another account'}
          </Button>
          {withChoices && (
            <>
              <label className="flex items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  checked={showPortalAfterInstall}
                  onChange={(event) => setShowPortal(event.target.checked)}
                  className="size-4 accent-accent"
                />
                Open its settings afterwards
              </label>
              <Collapsible.Trigger asChild>
                <Button variant="quiet" size="small" className="-mx-2.5 sm:mx-0 sm:ml-auto">
                  Set external id
                </Button>
              </Collapsible.Trigger>
            </>
          )}
        </div>
        <Collapsible.Content className="pt-3 text-sm">
          <label htmlFor={fieldId} className="block font-medium">
            External id <span className="font-normal text-soft">(optional)</span>
          </label>
          <input
            id={fieldId}
            value={externalId}
            onChange={(event) => setExternalId(event.target.value)}
            aria-describedby={`${fieldId}-hint`}
            autoComplete="off"
            spellCheck={false}
            className="mt-1 h-9 w-full max-w-xs rounded-md border border-line-strong bg-card px-3"
          />
          <p id={`${fieldId}-hint`} className="mt-1 text-soft">
            Your own name for the account, unique within the integration. API calls can use it in place of the account’s
            id.
          </p>
        </Collapsible.Content>
      </form>
    </Collapsible.Root>
  )
}
