'use client'

import Link from 'next/link'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { cn } from '@/lib/cn'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import { SignedOutError } from '@/lib/paragon/token-source'
import { enableSync } from '@/lib/syncs/client'
import type { Directory } from '@/lib/syncs/directory'
import { containerOf, isOfFiles, pipelinesOf } from '@/lib/syncs/pipelines'
import { configurationOf, type Scope } from '@/lib/syncs/scope'
import type { Sync } from '@/lib/syncs/sync'
import { pipelineWords } from '@/lib/syncs/words'
import { Button } from '../ui/button'
import { fieldStyle } from '../ui/field'
import { Notice } from '../ui/notice'
import { ScopeFields } from './scope-fields'

type NewSyncProps = {
  holder: string
  directory: Directory
  /** Those that there are. */
  syncs: Sync[]
  onEnabled: () => void
  onSignedOut: () => void
}

const everything: Scope = { kind: 'all', within: '' }

/** Paragon chooses the account. */
const DEFAULT = ''

/** Enables a sync of one account. */
export function NewSync({ holder, directory, syncs, onEnabled, onSignedOut }: NewSyncProps) {
  const id = useId()
  const { syncable } = directory
  const [type, setType] = useState(() => syncable.find(({ accounts }) => accounts.length > 0)?.type)
  const [pipeline, setPipeline] = useState<string>()
  const [account, setAccount] = useState(DEFAULT)
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>(everything)
  const [problem, setProblem] = useState<Problem>()
  const [scopeProblem, setScopeProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  const integration = syncable.find((each) => each.type === type) ?? syncable.at(0)
  if (!integration) {
    return (
      <p className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center text-soft">
        This project has no integration that can be synced. Turn one on in Paragon’s dashboard, such as Google Drive.
      </p>
    )
  }
  const pipelines = pipelinesOf(integration.type)
  const chosenPipeline = pipelines.find((each) => each === pipeline) ?? pipelines[0] ?? ''
  const container = containerOf(integration.type)
  const { accounts } = integration
  const fallback = accounts.find(({ isDefault }) => isDefault)
  const chosen = accounts.find((each) => each.id === account)

  function chooseIntegration(next: string) {
    setType(next)
    setPipeline(undefined)
    setAccount(DEFAULT)
    setScope(everything)
    clear()
  }

  function clear() {
    setProblem(undefined)
    setScopeProblem(undefined)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy || !integration || accounts.length === 0) return
    clear()
    const configured = configurationOf(scope, container)
    if ('problem' in configured) {
      setScopeProblem(configured.problem)
      document.getElementById(`${id}-scope-value`)?.focus()
      return
    }
    setBusy(true)
    try {
      const enabled = await enableSync(holder, {
        integration: integration.type,
        pipeline: chosenPipeline,
        ...configured,
        ...(name.trim() && { configurationName: name.trim() }),
        ...(chosen && { credentialId: chosen.id }),
      })
      const who = directory.accountName(enabled.credentialId)
      const isKnown = syncs.some((sync) => sync.id === enabled.id)
      if (isKnown) toast.info(`There is such a sync already, which reads ${who}`)
      else toast.success(`The sync is enabled, and reads ${who}`)
      setName('')
      setScope(everything)
      onEnabled()
    } catch (error) {
      if (error instanceof SignedOutError) return onSignedOut()
      setProblem({ title: 'The sync could not be enabled', detail: describeProblem(error).detail })
    } finally {
      setBusy(false)
    }
  }

  return (
    <section aria-labelledby={id} className="rounded-xl border border-line bg-card p-4 sm:p-5">
      <h2 id={id} className="mb-4 font-semibold">
        Enable a sync
      </h2>
      <form aria-labelledby={id} onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
        <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
          <Field id={`${id}-integration`} label="Integration">
            <select
              id={`${id}-integration`}
              value={integration.type}
              onChange={({ target }) => chooseIntegration(target.value)}
              className={cn(fieldStyle, 'w-full')}
            >
              {syncable.map((each) => (
                <option key={each.type} value={each.type}>
                  {each.name}
                  {each.accounts.length === 0 && ' (not connected)'}
                </option>
              ))}
            </select>
          </Field>
          <Field id={`${id}-pipeline`} label="What to sync">
            <select
              id={`${id}-pipeline`}
              value={chosenPipeline}
              onChange={({ target }) => {
                setPipeline(target.value)
                setScope(everything)
                clear()
              }}
              className={cn(fieldStyle, 'w-full')}
            >
              {pipelines.map((each) => (
                <option key={each} value={each}>
                  {pipelineWords(each)}
                </option>
              ))}
            </select>
          </Field>
          {accounts.length > 0 && (
            <>
              <Field id={`${id}-account`} label="Account">
                <select
                  id={`${id}-account`}
                  value={chosen?.id ?? DEFAULT}
                  onChange={({ target }) => {
                    setAccount(target.value)
                    clear()
                  }}
                  aria-describedby={`${id}-meant`}
                  className={cn(fieldStyle, 'w-full')}
                >
                  <option value={DEFAULT}>The default account</option>
                  {accounts.map(({ id, label, status }) => (
                    <option key={id} value={id}>
                      {label}
                      {status !== 'connected' && ' (cannot be used at the moment)'}
                    </option>
                  ))}
                </select>
              </Field>
              <Field id={`${id}-name`} label="Name" hint="for a second sync of the same">
                <input
                  id={`${id}-name`}
                  value={name}
                  maxLength={200}
                  onChange={({ target }) => {
                    setName(target.value)
                    clear()
                  }}
                  className={cn(fieldStyle, 'w-full')}
                />
              </Field>
            </>
          )}
        </div>
        {accounts.length > 0 && (isOfFiles(chosenPipeline) || container) && (
          <ScopeFields
            id={`${id}-scope`}
            isOfFiles={isOfFiles(chosenPipeline)}
            container={container}
            scope={scope}
            problem={scopeProblem}
            onChange={(next) => {
              setScope(next)
              clear()
            }}
          />
        )}
        {accounts.length === 0 ? (
          <div className="flex flex-wrap items-center gap-3">
            <p className="text-soft text-sm">No {integration.name} account is connected yet.</p>
            <Button size="small" asChild>
              <Link href="/">Connect {integration.name}</Link>
            </Button>
          </div>
        ) : (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button type="submit" variant="primary" unavailable={busy}>
              {busy ? 'Enabling' : 'Enable sync'}
            </Button>
            <p id={`${id}-meant`} className="min-w-0 break-words text-soft text-sm">
              {chosen ? (
                <>
                  Reads <span className="text-ink">{chosen.label}</span>.
                </>
              ) : fallback ? (
                <>
                  Reads <span className="text-ink">{fallback.label}</span>: the oldest account that works is the
                  default.
                </>
              ) : (
                'No account works at the moment: reconnect one first.'
              )}
            </p>
          </div>
        )}
      </form>
      <div role="status" className="mt-4 empty:mt-0">
        {problem && <Notice tone="bad" {...problem} onDismiss={() => setProblem(undefined)} />}
      </div>
    </section>
  )
}

type FieldProps = { id: string; label: string; hint?: string; children: React.ReactNode }

function Field({ id, label, hint, children }: FieldProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label} {hint && <span className="font-normal text-soft">({hint})</span>}
      </label>
      {children}
    </div>
  )
}
