'use client'

import { useId, useRef } from 'react'
import type { Integration } from '@/lib/paragon/accounts'
import type { InstallOptions } from '@/lib/paragon/install'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonSession } from '@/lib/paragon/session'
import type { InstallProgress } from '@/lib/paragon/use-install'
import { AccountItem } from './account-item'
import { ConnectForm } from './connect-form'
import { InstallNotice } from './install-notice'

type IntegrationCardProps = {
  integration: Integration
  paragon: Paragon
  session: ParagonSession
  /** How the latest attempt to connect an account of this integration goes. */
  progress: InstallProgress | undefined
  /** Whether some attempt is under way: there is only ever one. */
  busy: boolean
  /** Whether anything about a new account may be chosen beforehand. */
  withChoices?: boolean
  /** Connects an account; resolves to whether that worked. */
  onInstall: (options: InstallOptions) => Promise<boolean>
  onDismiss: () => void
  /** Runs when an account was removed. */
  onRemoved?: () => void
}

export function IntegrationCard(props: IntegrationCardProps) {
  const { integration, paragon, session, progress, busy, withChoices = true, onInstall, onDismiss, onRemoved } = props
  const { type, name, icon, accounts } = integration
  const headingId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <section aria-labelledby={headingId} className="overflow-hidden rounded-xl border border-line bg-card">
      <div className="flex items-center gap-3 px-4 pt-4 pb-3 sm:px-5">
        {/* biome-ignore lint/performance/noImgElement: an SVG from Paragon's CDN, whose address is known at run time only. */}
        <img src={icon} alt="" className="size-9 rounded-lg border border-line bg-white p-1.5" />
        <h2 ref={heading} id={headingId} tabIndex={-1} className="font-semibold text-lg leading-tight">
          {name}
        </h2>
        <p className="ml-auto shrink-0 text-soft text-sm">{countOf(accounts.length)}</p>
      </div>
      {accounts.length > 0 && (
        <ul className="border-line border-t">
          {accounts.map((account) => (
            <AccountItem
              key={account.id}
              type={type}
              integrationName={name}
              account={account}
              paragon={paragon}
              session={session}
              busy={busy}
              onRemoved={() => {
                // The button that had the focus is gone with its account.
                heading.current?.focus()
                onRemoved?.()
              }}
              onReplace={() => void onInstall({ selectedCredentialId: account.id })}
            />
          ))}
        </ul>
      )}
      <div className="border-line border-t bg-paper/60 px-4 py-3 sm:px-5">
        <ConnectForm first={accounts.length === 0} busy={busy} withChoices={withChoices} onConnect={onInstall} />
        {/* Always there, so that screen readers notice when something is put inside. */}
        <div role="status">{progress && <InstallNotice progress={progress} name={name} onDismiss={onDismiss} />}</div>
      </div>
    </section>
  )
}

function countOf(accounts: number): string {
  if (accounts === 0) return 'Not connected'
  return accounts === 1 ? '1 account' : `${accounts} accounts`
}
