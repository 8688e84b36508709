import { cn } from '@/lib/cn'
import type { Call } from '@/lib/under-the-hood/call'
import type { Trace } from '@/lib/under-the-hood/traces'
import { accountColour, origins, placeName } from '@/lib/under-the-hood/words'

/** One request and all that it led to, as the stations of a way. */
export function TracePath({ trace: { calls } }: { trace: Trace }) {
  const [first] = calls
  if (!first) return null
  return (
    <div className="rounded-lg border border-line px-3 py-2.5 text-[13px]">
      <p className="text-soft">{origins[first.from]}</p>
      <ol>
        {calls.map((call) => (
          <li
            key={call.id}
            className={cn('mt-1.5 border-line-strong border-l-2 pl-2.5', call.parentId !== null && 'ml-4')}
          >
            <CallLine call={call} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function CallLine({ call }: { call: Call }) {
  const { account, status } = call
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span aria-hidden className="text-soft">
          →
        </span>
        <span className="font-medium">{placeName(call)}</span>
        {account && (
          <span className={cn('rounded px-1.5 font-medium break-all', accountColour(account.id))}>
            as {account.name}
          </span>
        )}
        {call.fault && <span className="rounded bg-bad-soft px-1.5 font-medium text-bad">fault: {call.fault}</span>}
        <span className="ml-auto whitespace-nowrap tabular-nums">
          <span className={status === null || status >= 400 ? 'text-bad' : 'text-ok'}>{status ?? 'no answer'}</span>{' '}
          <span className="text-soft">{Math.round(call.duration)} ms</span>
        </span>
      </p>
      <p className="font-mono text-xs text-soft break-all">
        {call.method} {call.path}
      </p>
      {call.error && <p className="text-bad">{call.error}</p>}
    </>
  )
}
