import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { type ActingAccount, accountColour, accountLabel } from '../account-colour.ts'
import type { Address } from '../address.ts'
import { writeAddress } from '../address.ts'
import { toneOf } from '../format.ts'
import { useWorkbench } from './context.ts'

/** An account by name, in its colour. */
export function AccountChip({ account }: { account: ActingAccount }) {
  const colour = account.credentialId === null ? '' : accountColour(account.credentialId)
  return <span class={`chip account ${colour}`}>{accountLabel(account)}</span>
}

/** A state in a word, with a colour for those who see it. */
export function Badge(props: { tone: 'ok' | 'warn' | 'bad' | 'plain'; children: ComponentChildren }) {
  return <span class={`badge ${props.tone}`}>{props.children}</span>
}

const tones: Record<string, 'ok' | 'warn' | 'bad'> = {
  VALID: 'ok',
  DELIVERED: 'ok',
  SUCCEEDED: 'ok',
  ACTIVE: 'ok',
  IDLE: 'ok',
  INVALID: 'bad',
  FAILED: 'bad',
  ERRORED: 'bad',
  RATE_LIMITED: 'warn',
  PENDING: 'warn',
  DELAYED: 'warn',
  DISABLED: 'warn',
}

export function StatusBadge({ status }: { status: string }) {
  return <Badge tone={tones[status] ?? 'plain'}>{status}</Badge>
}

/** The status of an answer, or that there is none. */
export function HttpStatus({ status }: { status: number | null }) {
  return <span class={`status ${toneOf(status)}`}>{status ?? 'no answer'}</span>
}

/** A link to another view of the page, which can be opened in another tab as well. */
export function ViewLink(props: {
  to: Partial<Address>
  class?: string
  current?: boolean
  label?: string
  children: ComponentChildren
}) {
  const { address, go } = useWorkbench()
  return (
    <a
      href={writeAddress({ ...address, ...props.to })}
      class={props.class}
      aria-current={props.current ? 'page' : undefined}
      aria-label={props.label}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
        event.preventDefault()
        go(props.to)
      }}
    >
      {props.children}
    </a>
  )
}

/** What a view shows in place of its list: that it is being read, could not be, or is empty. */
export function ListState(props: {
  list: { data: unknown[] | undefined; problem: string | undefined }
  empty: string
}) {
  const { data, problem } = props.list
  if (problem !== undefined) {
    return (
      <p class="problem" role="alert">
        {problem}
      </p>
    )
  }
  if (data === undefined) return <p class="muted">Reading…</p>
  return data.length === 0 ? <p class="empty">{props.empty}</p> : null
}

export function MoreButton({ more }: { more: (() => void) | undefined }) {
  if (!more) return null
  return (
    <button type="button" class="button" onClick={more}>
      Show more
    </button>
  )
}

/** Text that keeps its line breaks and scrolls, also by keyboard. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="code" aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  )
}

/** Asks before something that cannot be undone. A modal dialog of the browser's keeps the focus, and Esc closes it. */
export function Confirm(props: {
  title: string
  children: ComponentChildren
  action: string
  onConfirm: () => void
  onCancel: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog class="confirm" aria-labelledby="confirm-title" ref={dialog} onClose={props.onCancel}>
      <h2 id="confirm-title">{props.title}</h2>
      {props.children}
      <div class="actions end">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            props.onConfirm()
            dialog.current?.close()
          }}
        >
          {props.action}
        </button>
      </div>
    </dialog>
  )
}
