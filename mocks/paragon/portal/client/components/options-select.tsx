import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { describeError } from '../error-text.ts'
import type { FieldOption, OptionsPage } from '../field-options.ts'
import type { ControlAttributes } from './control-attributes.ts'

/** Asks for a page of options: those that match what was searched for, after the page that `cursor` ends. */
export type LoadOptions = (search: string, cursor: string | null) => Promise<OptionsPage>

/** So many options are found faster by looking than by typing; assumed. */
const FEW = 10

/** Milliseconds in which nothing is typed before what was typed is searched for. */
const PAUSE = 250

/** A choice among options that are elsewhere, searched and a page at a time. */
export function OptionsSelect(props: {
  /** What is chosen, for messages. */
  title: string
  value: string | undefined
  required: boolean
  disabled: boolean
  placeholder?: string | undefined
  common: ControlAttributes
  'aria-label'?: string
  /** Undefined while the options cannot be known yet, as they depend on another choice. */
  load: LoadOptions | undefined
  /** The options are others when it changes. */
  loadKey: string
  /** They may be others each time that somebody looks. */
  refreshOnOpen?: boolean
  onChange: (value: string | undefined) => void
}) {
  const { title, value, load, loadKey, onChange } = props
  const [options, setOptions] = useState<FieldOption[]>([])
  const [cursor, setCursor] = useState<string | null>(null)
  const [status, setStatus] = useState<'loading' | 'there' | 'failed'>('there')
  const [failure, setFailure] = useState('')
  const [search, setSearch] = useState('')
  const [isLong, setIsLong] = useState(false)
  // What was chosen keeps its label when a search no longer finds it.
  const labels = useRef(new Map<string, string>())
  const asked = useRef(0)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const id = useId()

  async function fetchPage(text: string, after: string | null) {
    if (load === undefined) return
    asked.current += 1
    const mine = asked.current
    setStatus('loading')
    try {
      const page = await load(text, after)
      if (mine !== asked.current) return
      for (const option of page.options) labels.current.set(option.value, option.label)
      setOptions((before) => (after === null ? page.options : [...before, ...page.options]))
      setCursor(page.nextPageCursor)
      if (text === '' && after === null) setIsLong(page.nextPageCursor !== null || page.options.length > FEW)
      setStatus('there')
    } catch (error) {
      if (mine !== asked.current) return
      setFailure(describeError(error))
      setStatus('failed')
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is another function each time; `loadKey` says when it asks for others.
  useEffect(() => {
    setOptions([])
    setCursor(null)
    setSearch('')
    setIsLong(false)
    fetchPage('', null)
    return () => {
      asked.current += 1
      clearTimeout(pause.current)
    }
  }, [loadKey, load === undefined])

  function type(text: string) {
    setSearch(text)
    clearTimeout(pause.current)
    pause.current = setTimeout(() => fetchPage(text, null), PAUSE)
  }

  const isStrange = value !== undefined && value !== '' && !options.some((option) => option.value === value)
  const words = status === 'loading' ? 'Loading choices…' : (props.placeholder ?? 'Choose…')
  return (
    <div class="options">
      {isLong && (
        <input
          id={`${id}-search`}
          type="search"
          aria-label={`Search ${title}`}
          placeholder="Search…"
          autocomplete="off"
          disabled={props.disabled}
          value={search}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter would save the form.
            if (event.key !== 'Enter') return
            event.preventDefault()
            clearTimeout(pause.current)
            fetchPage(search, null)
          }}
        />
      )}
      <select
        {...props.common}
        aria-label={props['aria-label']}
        disabled={props.disabled || load === undefined}
        aria-busy={status === 'loading'}
        value={value ?? ''}
        onFocus={() => props.refreshOnOpen === true && status !== 'loading' && fetchPage(search, null)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="" disabled={props.required}>
          {status === 'there' && search !== '' && options.length === 0 ? 'Nothing was found' : words}
        </option>
        {isStrange && <option value={value}>{labels.current.get(value) ?? value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {status === 'failed' && (
        <p class="field-error" role="alert">
          {`The choices could not be loaded. ${failure}`}
        </p>
      )}
      {(status === 'failed' || cursor !== null) && (
        <button
          type="button"
          class="button quiet"
          disabled={props.disabled}
          onClick={() => fetchPage(search, status === 'failed' ? null : cursor)}
        >
          {status === 'failed' ? 'Load choices again' : 'Load more choices'}
        </button>
      )}
    </div>
  )
}
