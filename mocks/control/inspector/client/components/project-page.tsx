import { useState } from 'preact/hooks'
import { type View, views } from '../address.ts'
import { AccountsView } from './accounts-view.tsx'
import { ClockBar } from './clock-bar.tsx'
import { useWorkbench } from './context.ts'
import { ExecutionsView } from './executions-view.tsx'
import { FaultsView } from './faults-view.tsx'
import { JournalView } from './journal-view.tsx'
import { Confirm, ViewLink } from './parts.tsx'
import { SyncsView } from './syncs-view.tsx'
import { useAct } from './use-act.ts'
import { WebhooksView } from './webhooks-view.tsx'

const titles: Record<View, string> = {
  journal: 'Journal',
  accounts: 'Accounts',
  faults: 'Faults',
  webhooks: 'Webhooks',
  executions: 'Executions',
  syncs: 'Syncs',
}

const contents = {
  journal: JournalView,
  accounts: AccountsView,
  faults: FaultsView,
  webhooks: WebhooksView,
  executions: ExecutionsView,
  syncs: SyncsView,
} satisfies Record<View, unknown>

/** One project: its clock always, and one of the views below it. */
export function ProjectPage({ projectId, onLeave }: { projectId: string; onLeave: () => void }) {
  const { api, address } = useWorkbench()
  const [isAsking, setAsking] = useState(false)
  // What a reset takes away is read anew at once, the journal's stream from its beginning.
  const [resets, setResets] = useState(0)
  const act = useAct(() => setResets((count) => count + 1))
  const below = `/projects/${encodeURIComponent(projectId)}`
  const Content = contents[address.view]

  return (
    <>
      <header class="bar">
        <ViewLink class="button quiet" to={{ project: undefined }}>
          ‹ Projects
        </ViewLink>
        <h1 title={projectId}>{projectId}</h1>
        <div class="bar-actions">
          <button type="button" class="button" onClick={() => setAsking(true)}>
            Reset project…
          </button>
          <button type="button" class="button quiet" onClick={onLeave}>
            Forget token
          </button>
        </div>
      </header>
      <ClockBar key={`clock-${resets}`} below={below} />
      <nav class="views" aria-label="Views">
        {views.map((view) => (
          <ViewLink key={view} to={{ view, filters: {}, entry: undefined }} current={view === address.view}>
            {titles[view]}
          </ViewLink>
        ))}
      </nav>
      <main class="page">
        <h2 class="visually-hidden">{titles[address.view]}</h2>
        <Content key={`${address.view}-${resets}`} projectId={projectId} below={below} />
      </main>
      {isAsking && (
        <Confirm
          title="Reset this project?"
          action="Reset"
          onCancel={() => setAsking(false)}
          onConfirm={() => void act(() => api.send('POST', `${below}/reset`), 'The project is as it was made.')}
        >
          <p>
            Connected accounts, journal, faults, deliveries, executions and syncs of <strong>{projectId}</strong> go,
            and its clock runs with the machine’s. Keys and ids stay, and so does what it was declared with.
          </p>
        </Confirm>
      )}
    </>
  )
}
