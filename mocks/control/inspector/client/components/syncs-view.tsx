import type { ProjectSync, SyncLogLine } from '../../../../client/record-control.ts'
import { moment } from '../format.ts'
import { useWorkbench } from './context.ts'
import { Disclosure } from './disclosure.tsx'
import { Code, ListState, MoreButton, StatusBadge } from './parts.tsx'
import { useList } from './use-list.ts'
import { useResource } from './use-resource.ts'

/** Managed Syncs, and what happened to each. */
export function SyncsView({ below }: { below: string }) {
  const syncs = useList<ProjectSync>(`${below}/syncs`, 'syncs')
  return (
    <>
      <ListState list={syncs} empty="Nothing is synced yet." />
      <ul class="cards">
        {syncs.data?.map((sync) => (
          <Disclosure
            key={sync.id}
            label={`Sync ${sync.pipeline} of ${sync.userId}`}
            line={
              <>
                <StatusBadge status={sync.status} />
                <span class="grow">
                  {sync.integration} {sync.pipeline}
                  {sync.configurationName && ` (${sync.configurationName})`}
                </span>
                <span class="muted">{sync.userId}</span>
                <span class="muted">{sync.recordCount} records</span>
                <span class="muted">synced {moment(sync.dateLastSynced)}</span>
              </>
            }
          >
            {() => (
              <>
                {sync.reason && <p class="problem">{sync.reason}</p>}
                <p class="muted small">
                  <code>{sync.id}</code>, account <code>{sync.credentialId}</code>
                  {sync.frequency && `, every ${sync.frequency}`}
                </p>
                <SyncLog path={`${below}/sync-logs?syncId=${sync.id}`} />
              </>
            )}
          </Disclosure>
        ))}
      </ul>
      <MoreButton more={syncs.more} />
    </>
  )
}

function SyncLog({ path }: { path: string }) {
  const { api } = useWorkbench()
  const { data, problem } = useResource(path, (signal) => api.json<{ data: SyncLogLine[] }>(path, signal))
  if (!data) return <p class="muted">{problem ?? 'Reading…'}</p>
  return (
    <ol class="plain" aria-label="Log, newest first">
      {data.data.map(({ id, date, syncEvent, ...rest }) => (
        <li key={id}>
          <p class="card-head">
            <strong>{syncEvent ?? 'event'}</strong>
            <span class="muted">{moment(date)}</span>
          </p>
          <Code label={`Log line ${id}`} text={JSON.stringify(rest)} />
        </li>
      ))}
    </ol>
  )
}
