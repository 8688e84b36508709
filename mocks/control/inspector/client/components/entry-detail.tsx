import type { JournalEntry } from '../../../../client/journal-control.ts'
import { bytes, milliseconds, moment, pretty } from '../format.ts'
import { useWorkbench } from './context.ts'
import { AccountChip, Code, ViewLink } from './parts.tsx'
import { useAct } from './use-act.ts'

/** Everything that the journal knows of a request and its answer. */
export function EntryDetail({ entry, below }: { entry: JournalEntry; below: string }) {
  const { api } = useWorkbench()
  const act = useAct()
  const copy = () =>
    void act(
      async () => navigator.clipboard.writeText(await api.text(`${below}/journal/${entry.id}?as=curl`)),
      'Copied as curl; <name> stands where a secret was.',
    )
  const { account, fault, job } = entry
  return (
    <section id={`entry-${entry.id}`} class="detail" aria-label={`Details of ${entry.method} ${entry.path}`}>
      <div class="actions">
        <button type="button" class="button small" onClick={copy}>
          Copy as curl
        </button>
        <ViewLink class="button small" to={{ filters: { trace: entry.traceId } }}>
          Only this trace
        </ViewLink>
        {account?.credentialId && (
          <ViewLink class="button small" to={{ filters: { credential: account.credentialId } }}>
            Only this account
          </ViewLink>
        )}
      </div>
      <dl class="facts">
        <Fact name="URL">
          <code>{entry.url}</code>
        </Fact>
        <Fact name="Operation">{entry.operation && <code>{entry.operation}</code>}</Fact>
        <Fact name="User">{entry.userId}</Fact>
        <Fact name="Account">
          {account && (
            <>
              <AccountChip account={account} /> {account.integration} <code>{account.credentialId}</code>
            </>
          )}
        </Fact>
        <Fact name="Job">{job && `${job.kind} ${job.subject}`}</Fact>
        <Fact name="Fault">{fault && <span class="chip fault">{fault.name ?? fault.id}</span>}</Fact>
        <Fact name="Error">{entry.error && <span class="problem">{entry.error}</span>}</Fact>
        <Fact name="When">
          {moment(entry.date)}, answered within {milliseconds(entry.duration)}
        </Fact>
      </dl>
      <MessageView name="Request" message={entry.request} />
      {entry.response && <MessageView name="Response" message={entry.response} />}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function MessageView({ name, message }: { name: string; message: JournalEntry['request'] }) {
  const { headers, body } = message
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}`)
  return (
    <>
      <h3>{name}</h3>
      {lines.length > 0 && <Code label={`${name} headers`} text={lines.join('\n')} />}
      {body && (
        <>
          <p class="muted small">
            {bytes(body.size)}
            {body.isTruncated && ', the beginning of which is shown'}
            {body.isBinary && ', binary'}
          </p>
          {body.text !== null && <Code label={`${name} body`} text={pretty(body.text)} />}
        </>
      )}
      {!body && <p class="muted small">No body</p>}
    </>
  )
}
