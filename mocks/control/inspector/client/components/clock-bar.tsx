import { useEffect, useState } from 'preact/hooks'
import type { ClockReading } from '../../../../client/project-control.ts'
import { ahead, moment } from '../format.ts'
import { useWorkbench } from './context.ts'
import { useAct } from './use-act.ts'
import { useResource } from './use-resource.ts'

const HOUR = 3_600_000
const steps = [
  { name: '+1 min', advance: HOUR / 60 },
  { name: '+1 h', advance: HOUR },
  { name: '+1 day', advance: 24 * HOUR },
  { name: '+7 days', advance: 7 * 24 * HOUR },
]

/** The project's time, and what sets it: forward only, as the control API has it. */
export function ClockBar({ below }: { below: string }) {
  const { api } = useWorkbench()
  const clock = useResource(`${below}/clock`, async (signal) => ({
    ...(await api.json<ClockReading>(`${below}/clock`, signal)),
    readAt: Date.now(),
  }))
  const act = useAct(clock.refresh)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])

  const set = (change: object, done: string) => void act(() => api.send('PUT', `${below}/clock`, change), done)
  const { data } = clock
  const shown = data && new Date(Date.parse(data.now) + (data.frozen ? 0 : Math.max(0, now - data.readAt)))
  return (
    <section class="clock" aria-label="Clock">
      <p class="clock-face">
        {shown && data ? (
          <>
            <time dateTime={shown.toISOString()}>{moment(shown.toISOString())}</time>
            <span class="muted">{ahead(data.offset)}</span>
            {data.frozen && <span class="badge warn">frozen</span>}
          </>
        ) : (
          <span class="muted">{clock.problem ?? 'Reading the clock…'}</span>
        )}
      </p>
      <div class="actions">
        {steps.map(({ name, advance }) => (
          <button
            key={name}
            type="button"
            class="button small"
            onClick={() => set({ advance }, `The clock went ${name}.`)}
          >
            {name}
          </button>
        ))}
        <button
          type="button"
          class="button small"
          onClick={() => set({ frozen: !data?.frozen }, data?.frozen ? 'The clock runs.' : 'The clock stands still.')}
        >
          {data?.frozen ? 'Resume' : 'Freeze'}
        </button>
      </div>
    </section>
  )
}
