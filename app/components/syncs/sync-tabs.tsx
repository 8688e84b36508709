'use client'

import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { readView, type View, writeView } from '@/lib/syncs/address'
import type { Directory } from '@/lib/syncs/directory'
import { EventPanel } from './event-panel'
import { SyncPanel } from './sync-panel'

type SyncTabsProps = {
  /** Who is signed in. */
  holder: string
  directory: Directory
  initial: View
  /** An account may turn out to need attention, or the session to have ended. */
  onAttention: () => void
}

export function SyncTabs({ holder, directory, initial, onAttention }: SyncTabsProps) {
  const [view, setView] = useState(initial)

  function show(next: string) {
    const chosen = readView(new URLSearchParams({ view: next }))
    setView(chosen)
    // For reloads and bookmarks; nothing on the server depends on it.
    window.history.replaceState(null, '', writeView(chosen))
  }

  return (
    <Tabs.Root value={view} onValueChange={show}>
      <Tabs.List aria-label="Syncs and their webhooks" className="mb-6 flex gap-1">
        <Tab value="syncs">Syncs</Tab>
        <Tab value="webhooks">Webhooks</Tab>
      </Tabs.List>
      <Tabs.Content value="syncs" tabIndex={-1}>
        <SyncPanel holder={holder} directory={directory} onAttention={onAttention} />
      </Tabs.Content>
      <Tabs.Content value="webhooks" tabIndex={-1}>
        <EventPanel holder={holder} directory={directory} onSignedOut={onAttention} />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function Tab({ value, children }: { value: View; children: string }) {
  return (
    <Tabs.Trigger
      value={value}
      className="rounded-md px-3 py-1.5 font-medium text-sm text-soft hover:text-ink data-[state=active]:bg-sunken data-[state=active]:text-ink"
    >
      {children}
    </Tabs.Trigger>
  )
}
