'use client'

import { useRef } from 'react'
import type { Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonSession } from '@/lib/paragon/session'
import { groupByOwner } from '@/lib/team/group-by-owner'
import type { Member } from '@/lib/team/members'
import { AccountItem } from '../accounts/account-item'
import { Avatar } from '../ui/avatar'

type ColleaguesAccountsProps = {
  /** With the accounts of everyone but oneself. */
  integrations: Integration[]
  /** By account id; null for an account that is nobody's. */
  owners: ReadonlyMap<string, Member | null>
  paragon: Paragon
  session: ParagonSession
  /** Whether a sign-in window is open. */
  busy: boolean
}

/** For an admin: what everyone else has connected, by owner. */
export function ColleaguesAccounts({ integrations, owners, paragon, session, busy }: ColleaguesAccountsProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const groups = groupByOwner(integrations, owners)
  return (
    <section aria-labelledby="colleagues-accounts">
      <h2 ref={heading} id="colleagues-accounts" tabIndex={-1} className="mb-4 font-semibold text-xl outline-none">
        Everyone else’s accounts
      </h2>
      {groups.length === 0 && (
        <p className="rounded-xl border border-line-strong border-dashed px-6 py-10 text-center text-soft">
          Nobody else has connected an account yet.
        </p>
      )}
      <div className="space-y-5">
        {groups.map(({ owner, integrations: owned }) => {
          const headingId = `owner-${owner?.id ?? 'nobody'}`
          return (
            <section
              key={headingId}
              aria-labelledby={headingId}
              className="overflow-hidden rounded-xl border border-line bg-card"
            >
              <div className="flex items-center gap-3 px-4 py-3.5 sm:px-5">
                <Avatar name={owner?.name ?? '?'} picture={undefined} className="size-9 text-sm" />
                <div className="min-w-0">
                  <h3 id={headingId} className="font-semibold leading-tight">
                    {owner?.name ?? 'Nobody'}
                  </h3>
                  <p className="truncate text-soft text-sm">
                    {owner ? owner.email : 'Connected without a ticket of this app; only admins see them.'}
                  </p>
                </div>
              </div>
              {owned.map(({ type, name, icon, accounts }) => (
                <div key={type} className="border-line border-t">
                  <p className="flex items-center gap-2 bg-paper/60 px-4 py-1.5 text-[13px] text-soft sm:px-5">
                    {/* biome-ignore lint/performance/noImgElement: an SVG from Paragon's CDN, whose address is known at run time only. */}
                    <img src={icon} alt="" className="size-5 rounded border border-line bg-white p-0.5" />
                    {name}
                  </p>
                  <ul aria-label={name} className="border-line border-t">
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
                          void session.open()
                        }}
                      />
                    ))}
                  </ul>
                </div>
              ))}
            </section>
          )
        })}
      </div>
    </section>
  )
}
