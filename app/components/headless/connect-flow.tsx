'use client'

import type { FormEvent } from 'react'
import { describedInputs, readValues } from '@/lib/paragon/connect-inputs'
import type { Paragon } from '@/lib/paragon/sdk'
import type { FlowProgress } from '@/lib/paragon/use-install-flow'
import { Button, buttonStyle } from '../ui/button'
import { Notice } from '../ui/notice'
import { InputFields } from './input-fields'

type ConnectFlowProps = {
  paragon: Paragon
  integration: string
  name: string
  progress: FlowProgress
  onAnswer: (step: () => Promise<void> | void) => Promise<void>
  onCancel: () => void
}

/** The step of an installation that is to be answered. */
export function ConnectFlow({ progress, onCancel, ...props }: ConnectFlowProps) {
  return (
    <section aria-label={`Connect ${props.name}`} className="rounded-xl border border-line bg-card p-5">
      <Step {...props} stage={progress.stage} onCancel={onCancel} />
      <div role="status">
        {progress.problem && (
          <div className="pt-4">
            <Notice tone="bad" {...progress.problem} />
          </div>
        )}
      </div>
    </section>
  )
}

type StepProps = Omit<ConnectFlowProps, 'progress'> & { stage: FlowProgress['stage'] }

function Step({ stage, paragon, integration, name, onAnswer, onCancel }: StepProps) {
  const { installFlow } = paragon
  const cancel = (
    <Button variant="quiet" onClick={onCancel}>
      Cancel
    </Button>
  )
  switch (stage.stage) {
    case 'accountType':
      return (
        <>
          <h2 className="font-semibold">Which kind of account is it?</h2>
          <div className="mt-3 flex flex-wrap gap-2">
            {stage.options.map(({ id, accountDescription }) => (
              <Button key={id} onClick={() => void onAnswer(() => installFlow.setAccountType(id))}>
                {accountDescription ?? id}
              </Button>
            ))}
            {cancel}
          </div>
        </>
      )
    case 'instruction':
      return (
        <>
          <h2 className="font-semibold">First, install the package in {name}</h2>
          <div className="mt-3 flex flex-wrap gap-2">
            <a href={stage.packageInstallUrl} target="_blank" rel="noreferrer" className={buttonStyle({})}>
              Open the package
            </a>
            <Button variant="primary" onClick={() => void onAnswer(stage.finish.onClick)}>
              {stage.finish.label}
            </Button>
            {cancel}
          </div>
        </>
      )
    case 'preOptions':
      return (
        <Questions
          key="before"
          title={`Your access to ${name}`}
          inputs={stage.options}
          cancel={cancel}
          {...{ paragon, integration }}
        >
          {(values) => void onAnswer(() => installFlow.setPreOptions(values))}
        </Questions>
      )
    case 'postOptions':
      return (
        <Questions
          key="after"
          title="One last step"
          inputs={stage.options}
          cancel={cancel}
          {...{ paragon, integration }}
        >
          {(values) => void onAnswer(() => installFlow.setPostOptions(values))}
        </Questions>
      )
    default:
      return (
        <div className="flex flex-wrap items-center gap-3">
          <p>Finish signing in to {name} in the window that opened.</p>
          {cancel}
        </div>
      )
  }
}

type QuestionsProps = {
  paragon: Paragon
  integration: string
  title: string
  inputs: readonly object[]
  cancel: React.ReactNode
  children: (values: ReturnType<typeof readValues>) => void
}

function Questions({ paragon, integration, title, inputs: told, cancel, children: onSubmit }: QuestionsProps) {
  const inputs = describedInputs(told)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onSubmit(readValues(inputs, new FormData(event.currentTarget)))
  }
  return (
    <form onSubmit={submit}>
      <h2 className="mb-3 font-semibold">{title}</h2>
      <InputFields paragon={paragon} integration={integration} inputs={inputs} />
      <div className="mt-4 flex gap-2">
        <Button type="submit" variant="primary">
          Continue
        </Button>
        {cancel}
      </div>
    </form>
  )
}
