import { useId, useState } from 'preact/hooks'
import type { Fault } from '../../../../client/fault-control.ts'
import type { ProjectUser } from '../../../../client/record-control.ts'
import { type FaultGroup, type FaultPreset, faultFrom, faultGroups } from '../fault-presets.ts'
import { useWorkbench } from './context.ts'
import { ListState } from './parts.tsx'
import { useAct } from './use-act.ts'
import { useList } from './use-list.ts'
import { useResource } from './use-resource.ts'

/** Paragon's services, as the journal calls them. */
const services = ['zeus', 'hermes', 'proxy', 'actionkit', 'sync', 'passport', 'connect', 'provider', 'webhook']

/** What is made to go wrong, each with one press of a button, and what is now in force. */
export function FaultsView({ below }: { below: string }) {
  const { api, address, go } = useWorkbench()
  const id = useId()
  const [where, setWhere] = useState('out')
  const [path, setPath] = useState('')
  const [times, setTimes] = useState('')
  const credential = address.filters.credential ?? ''
  const users = useList<ProjectUser>(`${below}/users`, 'users')
  const faults = useResource(`${below}/faults`, async (signal) => {
    return (await api.json<{ faults: Fault[] }>(`${below}/faults`, signal)).faults
  })
  const act = useAct(faults.refresh)
  const accounts = (users.data ?? []).flatMap(({ userId, credentials }) =>
    credentials.map((account) => ({ ...account, userId })),
  )
  const thirdParties = [...new Set(accounts.map(({ integration }) => integration))]

  const add = (group: FaultGroup, preset: FaultPreset) =>
    void act(
      () => api.send('POST', `${below}/faults`, faultFrom(group, preset, { where, credential, path, times })),
      `${preset.name} is in force.`,
    )

  return (
    <>
      <section class="group" aria-labelledby={`${id}-now`}>
        <h3 id={`${id}-now`}>In force</h3>
        <ListState list={faults} empty="Nothing goes wrong on purpose." />
        <ul class="cards">
          {faults.data?.map((fault) => (
            <li key={fault.id} class="card fault-line">
              <span>
                <strong>{fault.name ?? JSON.stringify(fault.effect)}</strong>{' '}
                <span class="muted">
                  {Object.entries(fault.match)
                    .map(([field, value]) => `${field} ${value}`)
                    .join(', ') || 'anything'}
                </span>
              </span>
              <span class="muted">
                hit {fault.hits} of {fault.matched}
                {fault.times !== undefined && `, ${fault.times} at most`}
              </span>
              <button
                type="button"
                class="button small"
                aria-label={`Remove ${fault.name ?? 'fault'}`}
                onClick={() => void act(() => api.send('DELETE', `${below}/faults/${fault.id}`), 'The fault is gone.')}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
        {(faults.data?.length ?? 0) > 0 && (
          <button
            type="button"
            class="button"
            onClick={() => void act(() => api.send('DELETE', `${below}/faults`), 'All faults are gone.')}
          >
            Remove all
          </button>
        )}
      </section>
      <section class="group" aria-labelledby={`${id}-new`}>
        <h3 id={`${id}-new`}>Have something go wrong</h3>
        <div class="fields">
          <label for={`${id}-where`}>
            Where
            <select id={`${id}-where`} value={where} onChange={(event) => setWhere(event.currentTarget.value)}>
              <option value="out">Calls to third parties</option>
              <option value="in">Requests to Paragon</option>
              <option value="">Both</option>
              {[...thirdParties, ...services].map((service) => (
                <option key={service}>{service}</option>
              ))}
            </select>
          </label>
          <label for={`${id}-credential`}>
            Account
            <select
              id={`${id}-credential`}
              value={credential}
              onChange={(event) =>
                go({ filters: { ...address.filters, credential: event.currentTarget.value } }, { replace: true })
              }
            >
              <option value="">Any</option>
              {accounts.map((account) => (
                <option key={account.id} value={account.id}>
                  {`${account.name}, ${account.integration}, of ${account.userId}`}
                </option>
              ))}
            </select>
          </label>
          <label for={`${id}-path`}>
            Path
            <input
              id={`${id}-path`}
              value={path}
              placeholder="/drive/v3/**"
              onInput={(event) => setPath(event.currentTarget.value.trim())}
            />
          </label>
          <label for={`${id}-times`}>
            How often
            <select id={`${id}-times`} value={times} onChange={(event) => setTimes(event.currentTarget.value)}>
              <option value="">Every time</option>
              <option value="1">Once</option>
              <option value="3">Three times</option>
            </select>
          </label>
        </div>
        {faultGroups.map((group) => (
          <fieldset key={group.title} class="presets">
            <legend>
              {group.title}
              {group.narrowedBy.length === 1 && <span class="muted narrowed"> (of the account, wherever)</span>}
              {group.narrowedBy.length === 0 && <span class="muted narrowed"> (of the whole project)</span>}
            </legend>
            {group.presets.map((preset) => (
              <button key={preset.name} type="button" class="button preset" onClick={() => add(group, preset)}>
                <span>{preset.name}</span>
                <span class="muted hint">{preset.hint}</span>
              </button>
            ))}
          </fieldset>
        ))}
      </section>
    </>
  )
}
