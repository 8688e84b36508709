'use client'

import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Account, Credential } from '@/lib/paragon/accounts'
import { describedInputs, readValues } from '@/lib/paragon/connect-inputs'
import { describeProblem, type Problem } from '@/lib/paragon/problem'
import type { Paragon } from '@/lib/paragon/sdk'
import type { ParagonSession } from '@/lib/paragon/session'
import { findConfiguration, isEnabled, listWorkflows } from '@/lib/workflows/workflows'
import { StatusBadge } from '../accounts/status-badge'
import { Avatar } from '../ui/avatar'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Switch } from '../ui/switch'
import { InputFields } from './input-fields'

type AccountSettingsProps = {
  paragon: Paragon
  session: ParagonSession
  type: string
  account: Account
  credential: Credential
}

/** One account, with its User Settings and workflows. */
export function AccountSettings({ paragon, session, type, account, credential }: AccountSettingsProps) {
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const config = paragon.getIntegrationConfig(type)
  const inputs = describedInputs(config.availableUserSettings)
  const configuration = findConfiguration(credential, undefined)
  const selection = { selectedCredentialId: account.id }

  async function act(work: () => Promise<string | undefined>) {
    setBusy(true)
    setProblem(undefined)
    try {
      const done = await work()
      if (done !== undefined) toast.success(done)
    } catch (error) {
      setProblem(describeProblem(error))
    } finally {
      setBusy(false)
      session.refresh()
    }
  }

  const save = (form: FormData) =>
    act(async () => {
      const { errors } = await paragon.updateIntegrationUserSettings(type, readValues(inputs, form), selection)
      if (errors.length === 0) return `Settings of ${account.label} are saved`
      setProblem({ title: 'Not all settings were saved', detail: errors.join(' ') })
      return undefined
    })
  const toggle = (workflow: string, on: boolean) =>
    act(async () => {
      await (on ? paragon.enableWorkflow(workflow, selection) : paragon.disableWorkflow(workflow, selection))
      return undefined
    })
  const remove = () =>
    act(async () => {
      await paragon.uninstallIntegration(type, selection)
      return `${account.label} is removed`
    })

  return (
    <li aria-label={account.label} className="rounded-xl border border-line bg-card p-5">
      <div className="flex flex-wrap items-center gap-3">
        <Avatar name={account.name} picture={account.picture} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {account.name} <StatusBadge status={account.status} />
          </p>
          <p className="truncate text-soft text-sm">{account.label}</p>
        </div>
        <Button variant="quiet-danger" size="small" unavailable={busy} onClick={() => void remove()}>
          Remove<span className="sr-only"> {account.label}</span>
        </Button>
      </div>
      {account.status === 'connected' && configuration && (
        <div className="mt-5 grid gap-6 border-line border-t pt-5 md:grid-cols-2">
          {inputs.length > 0 && (
            <form
              aria-label={`Settings of ${account.label}`}
              onSubmit={(event: FormEvent<HTMLFormElement>) => {
                event.preventDefault()
                if (!busy) void save(new FormData(event.currentTarget))
              }}
            >
              <h2 className="mb-3 font-semibold">Settings</h2>
              <InputFields
                paragon={paragon}
                integration={type}
                inputs={inputs}
                values={configuration.sharedSettings}
                accountId={account.id}
              />
              <Button type="submit" className="mt-4" unavailable={busy}>
                Save settings
              </Button>
            </form>
          )}
          <div>
            <h2 className="mb-3 font-semibold">Workflows</h2>
            <ul className="grid gap-3">
              {listWorkflows(type, config).map(({ id, description }) => (
                <li key={id} className="flex items-center justify-between gap-3 text-sm">
                  {description}
                  <Switch
                    label={`${description} for ${account.label}`}
                    checked={isEnabled(configuration, id)}
                    unavailable={busy}
                    onChange={(on) => void toggle(id, on)}
                  />
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <div role="status">
        {problem && (
          <div className="pt-4">
            <Notice tone="bad" {...problem} onDismiss={() => setProblem(undefined)} />
          </div>
        )}
      </div>
    </li>
  )
}
