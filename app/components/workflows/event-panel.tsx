'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import { cn } from '@/lib/cn'
import { createDirectory } from '@/lib/executions/directory'
import type { Integration } from '@/lib/paragon/accounts'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonUser } from '@/lib/paragon/session'
import { type AppEvent, listEvents, recipientsOf } from '@/lib/workflows/events'
import { parseObject } from '@/lib/workflows/json-object'
import { useEvent } from '@/lib/workflows/use-event'
import { Button } from '../ui/button'
import { fieldStyle } from '../ui/field'
import { JsonField } from '../ui/json-field'
import { SentEventView } from './sent-event-view'

type EventPanelProps = {
  paragon: Paragon
  user: ParagonUser
  /** Who is signed in; undefined when there is no history. */
  holder: string | undefined
  integrations: Integration[]
  /** The event was refused: an account may turn out to need attention. */
  onRefusal: () => void
}

const EVERY_ACCOUNT = ''

/** Sends an App Event to the workflows that listen to it. */
export function EventPanel({ paragon, user, holder, integrations, onRefusal }: EventPanelProps) {
  const id = useId()
  const events = listEvents(integrations, (type) => paragon.getIntegrationConfig(type))
  const [name, setName] = useState(() => firstOf(events, user)?.name)
  const [payload, setPayload] = useState(() => sampleOf(firstOf(events, user)))
  const [problem, setProblem] = useState<string>()
  const [to, setTo] = useState(EVERY_ACCOUNT)
  const { sent, busy, send, clear } = useEvent(paragon, holder, onRefusal)
  const field = useRef<HTMLDivElement>(null)

  const event = events.find((each) => each.name === name)
  if (!event) return null
  const recipients = recipientsOf(event, user)
  const recipient = recipients.find(({ account }) => account.id === to)
  const reached = (recipient ? [recipient] : recipients).filter(({ runs }) => runs > 0)

  function choose(name: string) {
    setName(name)
    setPayload(sampleOf(events.find((each) => each.name === name)))
    setProblem(undefined)
    setTo(EVERY_ACCOUNT)
    clear()
  }

  function submit(submitted: FormEvent) {
    submitted.preventDefault()
    if (busy || !event) return
    const typed = parseObject(payload)
    setProblem(typed.ok ? undefined : typed.words)
    if (!typed.ok) return field.current?.querySelector('textarea')?.focus()
    const expected = reached.reduce((total, { runs }) => total + runs, 0)
    void send({ event, payload: typed.value, to: recipient, expected })
  }

  return (
    <section aria-labelledby={id} className="rounded-xl border border-line bg-card p-4 sm:p-5">
      <h2 id={id} className="font-semibold">
        Send an App Event
      </h2>
      <p className="mb-4 max-w-2xl text-pretty text-soft text-sm">
        Every workflow that listens runs once for each account where it is on, or as the one account that you choose.
      </p>
      <form onSubmit={submit} noValidate className="space-y-4">
        <div className="flex flex-wrap gap-3">
          <div className="min-w-0 flex-1 basis-56">
            <label htmlFor={`${id}-event`} className="block font-medium text-sm">
              Event
            </label>
            <select
              id={`${id}-event`}
              value={event.name}
              onChange={({ target }) => choose(target.value)}
              className={cn(fieldStyle, 'mt-1 w-full')}
            >
              {events.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
          <div className="min-w-0 flex-1 basis-56">
            <label htmlFor={`${id}-to`} className="block font-medium text-sm">
              For
            </label>
            <select
              id={`${id}-to`}
              value={recipient?.account.id ?? EVERY_ACCOUNT}
              onChange={({ target }) => {
                setTo(target.value)
                clear()
              }}
              className={cn(fieldStyle, 'mt-1 w-full')}
            >
              <option value={EVERY_ACCOUNT}>All accounts</option>
              {recipients.map(({ account, integration }) => (
                <option key={account.id} value={account.id}>
                  {account.label} ({integration.name})
                </option>
              ))}
            </select>
          </div>
        </div>
        <p className="text-soft text-sm">
          {listenersWords(event)}{' '}
          {reached.length === 0
            ? 'It is off for whom this is sent to, so nothing would run.'
            : `It is on for ${reached.map(({ account }) => account.label).join(', ')}.`}
        </p>
        <div ref={field}>
          <JsonField
            id={`${id}-payload`}
            label="Payload"
            value={payload}
            problem={problem}
            onChange={(value) => {
              setPayload(value)
              setProblem(undefined)
            }}
          />
        </div>
        <Button type="submit" variant="primary" unavailable={busy}>
          Send event
        </Button>
      </form>
      <div role="status" className="mt-4 empty:mt-0">
        {sent && (
          <SentEventView
            sent={sent}
            isMonitored={holder !== undefined}
            directory={createDirectory(user, integrations, (type) => paragon.getIntegrationConfig(type))}
          />
        )}
      </div>
    </section>
  )
}

/** The event that the page starts with: one that somebody listens to, if there is one. */
function firstOf(events: AppEvent[], user: ParagonUser): AppEvent | undefined {
  return events.find((event) => recipientsOf(event, user).some(({ runs }) => runs > 0)) ?? events.at(0)
}

function sampleOf(event: AppEvent | undefined): string {
  return JSON.stringify(event?.sample ?? {}, null, 2)
}

function listenersWords({ listeners }: AppEvent): string {
  const names = listeners.map(({ workflow, integration }) => `“${workflow.description}” of ${integration.name}`)
  return `${names.join(' and ')} ${names.length === 1 ? 'listens' : 'listen'} to it.`
}
