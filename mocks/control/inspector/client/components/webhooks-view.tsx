import type { WebhookDelivery, WebhookDeliveryDetails } from '../../../../client/record-control.ts'
import { milliseconds, moment } from '../format.ts'
import { useWorkbench } from './context.ts'
import { Disclosure } from './disclosure.tsx'
import { Code, HttpStatus, ListState, MoreButton, StatusBadge } from './parts.tsx'
import { useAct } from './use-act.ts'
import { useList } from './use-list.ts'
import { useResource } from './use-resource.ts'

/** What was sent to the app's webhooks, or is about to be. */
export function WebhooksView({ below }: { below: string }) {
  const deliveries = useList<WebhookDelivery>(`${below}/webhooks`, 'deliveries')
  return (
    <>
      <ListState list={deliveries} empty="Nothing was sent to a webhook yet." />
      <ul class="cards">
        {deliveries.data?.map((delivery) => (
          <Disclosure
            key={delivery.id}
            label={`Delivery of ${moment(delivery.dateCreated)}`}
            line={
              <>
                <StatusBadge status={delivery.status} />
                <span class="grow">{delivery.url}</span>
                <span class="muted">{delivery.ownerKind}</span>
                <span class="muted">
                  {delivery.attemptCount} {delivery.attemptCount === 1 ? 'attempt' : 'attempts'}
                </span>
                <span class="muted">{moment(delivery.dateCreated)}</span>
              </>
            }
          >
            {() => <DeliveryView path={`${below}/webhooks/${delivery.id}`} onChanged={deliveries.refresh} />}
          </Disclosure>
        ))}
      </ul>
      <MoreButton more={deliveries.more} />
    </>
  )
}

function DeliveryView({ path, onChanged }: { path: string; onChanged: () => void }) {
  const { api } = useWorkbench()
  const { data, problem, refresh } = useResource(path, (signal) => api.json<WebhookDeliveryDetails>(path, signal))
  const act = useAct(() => {
    refresh()
    onChanged()
  })
  if (!data) return <p class="muted">{problem ?? 'Reading…'}</p>
  return (
    <>
      <div class="actions">
        <button
          type="button"
          class="button"
          onClick={() => void act(() => api.send('POST', `${path}/redeliver`), 'It is sent again.')}
        >
          Redeliver
        </button>
        {data.dateNext && <span class="muted">Tried next at {moment(data.dateNext)}</span>}
      </div>
      <h4>Attempts</h4>
      {data.attempts.length === 0 && <p class="muted">None yet.</p>}
      <ol class="plain">
        {data.attempts.map((attempt) => (
          <li key={attempt.number}>
            <p class="card-head">
              <HttpStatus status={attempt.status} />
              <span>
                {moment(attempt.dateCreated)}, {milliseconds(attempt.duration)}
              </span>
              {attempt.error && <span class="problem">{attempt.error}</span>}
            </p>
            {attempt.response && (
              <Code label={`Answer to attempt ${attempt.number} of ${data.eventId}`} text={attempt.response} />
            )}
          </li>
        ))}
      </ol>
      <h4>Headers</h4>
      <Code
        label={`Headers of ${data.eventId}`}
        text={Object.entries(data.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      />
      <h4>Body</h4>
      <Code label={`Body of ${data.eventId}`} text={JSON.stringify(data.body, undefined, 2)} />
    </>
  )
}
