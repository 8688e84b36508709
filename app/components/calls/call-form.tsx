'use client'

import { type FormEvent, useId, useState } from 'react'
import { type Call, type CallProblem, isSafe, methods, parseMethod, problemWith, takesBody } from '@/lib/calls/call'
import { sampleOf, samplesFor } from '@/lib/calls/samples'
import { cn } from '@/lib/cn'
import type { Account } from '@/lib/paragon/accounts'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { fieldStyle } from '../ui/field'

type CallFormProps = {
  integration: string
  call: Call
  /** All of the integration, for comparing. */
  accounts: Account[]
  /** Whether the chosen account cannot be used. */
  unavailable: boolean
  /** Whether a call is under way. */
  busy: boolean
  /** A whole call was chosen. */
  onChoose: (call: Call) => void
  /** A part of the call was changed. */
  onEdit: (call: Call) => void
  onSend: () => void
  onCompare: () => void
}

const OWN = 'own'

export function CallForm(props: CallFormProps) {
  const { integration, call, accounts, unavailable, busy, onChoose, onEdit, onSend, onCompare } = props
  // Of the latest attempt to send, until something is typed: nobody wants to be corrected while typing.
  const [problem, setProblem] = useState<CallProblem>()
  const id = useId()
  const samples = samplesFor(integration)

  function chooseSample(sampleId: string) {
    setProblem(undefined)
    onChoose(samples.find((sample) => sample.id === sampleId) ?? { method: 'GET', path: '', body: '' })
  }

  function edit(change: Partial<Call>) {
    setProblem(undefined)
    onEdit({ ...call, ...change })
  }

  function attempt(send: () => void) {
    const found = problemWith(call)
    setProblem(found)
    if (found) document.getElementById(`${id}-${found.field}`)?.focus()
    else send()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!unavailable && !busy) attempt(onSend)
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4 rounded-xl border border-line bg-card p-4 sm:p-5">
      {samples.length > 0 && (
        <div>
          <label htmlFor={`${id}-sample`} className="block font-medium text-sm">
            Sample
          </label>
          <select
            id={`${id}-sample`}
            value={sampleOf(integration, call)?.id ?? OWN}
            onChange={(event) => chooseSample(event.target.value)}
            className={cn(fieldStyle, 'mt-1 w-full max-w-sm')}
          >
            {samples.map(({ id: sampleId, title }) => (
              <option key={sampleId} value={sampleId}>
                {title}
              </option>
            ))}
            <option value={OWN}>A call of your own</option>
          </select>
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        <div>
          <label htmlFor={`${id}-method`} className="block font-medium text-sm">
            Method
          </label>
          <select
            id={`${id}-method`}
            value={call.method}
            onChange={(event) => edit({ method: parseMethod(event.target.value) })}
            className={cn(fieldStyle, 'mt-1 w-28')}
          >
            {methods.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        </div>
        <div className="min-w-0 flex-1 basis-64">
          <label htmlFor={`${id}-path`} className="block font-medium text-sm">
            Path <span className="font-normal text-soft">or a whole address</span>
          </label>
          <input
            id={`${id}-path`}
            value={call.path}
            onChange={(event) => edit({ path: event.target.value })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={problem?.field === 'path' || undefined}
            aria-describedby={problem?.field === 'path' ? `${id}-problem` : undefined}
            className={cn(fieldStyle, 'mt-1 w-full font-mono text-[13px]')}
          />
        </div>
      </div>
      {takesBody(call.method) && (
        <div>
          <label htmlFor={`${id}-body`} className="block font-medium text-sm">
            Body <span className="font-normal text-soft">(JSON)</span>
          </label>
          <textarea
            id={`${id}-body`}
            value={call.body}
            onChange={(event) => edit({ body: event.target.value })}
            rows={Math.min(Math.max(call.body.split('\n').length, 3), 14)}
            spellCheck={false}
            aria-invalid={problem?.field === 'body' || undefined}
            aria-describedby={problem?.field === 'body' ? `${id}-problem` : undefined}
            className={cn(fieldStyle, 'mt-1 block h-auto w-full py-2 font-mono text-[13px]')}
          />
        </div>
      )}
      <div role="status" className="empty:hidden">
        {problem && (
          <p id={`${id}-problem`} className="text-bad text-sm">
            {problem.words}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" unavailable={unavailable || busy}>
          Send
        </Button>
        {accounts.length > 1 && (
          <CompareButton call={call} accounts={accounts} busy={busy} onCompare={() => attempt(onCompare)} />
        )}
      </div>
    </form>
  )
}

type CompareButtonProps = { call: Call; accounts: Account[]; busy: boolean; onCompare: () => void }

function CompareButton({ call, accounts, busy, onCompare }: CompareButtonProps) {
  const words = accounts.length === 2 ? 'Compare both accounts' : `Compare all ${accounts.length} accounts`
  if (isSafe(call.method) || problemWith(call)) {
    return (
      <Button unavailable={busy} onClick={onCompare}>
        {words}
      </Button>
    )
  }
  return (
    <Confirm
      trigger={<Button unavailable={busy}>{words}</Button>}
      title={`Send this as ${accounts.length === 2 ? 'both' : `all ${accounts.length}`} accounts?`}
      action={`Send ${accounts.length} times`}
      onConfirm={onCompare}
    >
      <p>
        A {call.method} changes something, and it would in each of them: {accounts.map(({ label }) => label).join(', ')}
        .
      </p>
    </Confirm>
  )
}
