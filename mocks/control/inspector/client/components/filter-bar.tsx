import { useId } from 'preact/hooks'
import type { Filters } from '../address.ts'
import { useWorkbench } from './context.ts'

const suggestions = [
  'zeus',
  'hermes',
  'proxy',
  'actionkit',
  'sync',
  'passport',
  'connect',
  'provider',
  'webhook',
  'googledrive',
  'googleCalendar',
  'slack',
  'hubspot',
  'salesforce',
]
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** What of the journal is shown; each field is part of the page's address. */
export function FilterBar({ accounts }: { accounts: readonly { id: string; label: string }[] }) {
  const { address, go } = useWorkbench()
  const id = useId()
  const { filters } = address
  const set = (field: keyof Filters, value: string) => {
    const { [field]: _, ...others } = filters
    const text = value.trim()
    go({ filters: text === '' ? others : { ...others, [field]: text } }, { replace: true })
  }
  const select = (field: keyof Filters, label: string, options: readonly { id: string; label: string }[]) => {
    const current = filters[field] ?? ''
    const isKnown = current === '' || options.some((option) => option.id === current)
    return (
      <label for={`${id}-${field}`}>
        {label}
        <select id={`${id}-${field}`} value={current} onChange={(event) => set(field, event.currentTarget.value)}>
          <option value="">Any</option>
          {!isKnown && <option value={current}>{current}</option>}
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
    )
  }
  const text = (field: keyof Filters, label: string, placeholder: string, list?: string) => (
    <label for={`${id}-${field}`}>
      {label}
      <input
        id={`${id}-${field}`}
        key={filters[field] ?? ''}
        list={list}
        defaultValue={filters[field] ?? ''}
        placeholder={placeholder}
        spellcheck={false}
        autocomplete="off"
        onChange={(event) => set(field, event.currentTarget.value)}
      />
    </label>
  )
  return (
    <search aria-label="Filter" class="fields">
      {select('direction', 'Direction', [
        { id: 'in', label: 'In' },
        { id: 'out', label: 'Out' },
      ])}
      {text('service', 'Service', 'any', `${id}-services`)}
      <datalist id={`${id}-services`}>
        {suggestions.map((service) => (
          <option key={service} value={service} />
        ))}
      </datalist>
      {select(
        'method',
        'Method',
        methods.map((method) => ({ id: method, label: method })),
      )}
      {text('path', 'Path', '/sdk/**')}
      {text('status', 'Status', '404 or 5xx')}
      {select('credential', 'Account', accounts)}
      {text('user', 'User', 'any')}
      {filters.trace && text('trace', 'Trace', '')}
      <button type="button" class="button" onClick={() => go({ filters: {} }, { replace: true })}>
        Clear filters
      </button>
    </search>
  )
}
