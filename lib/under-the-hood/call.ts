import { z } from 'zod'

/** One call as the drawer shows it: no headers, no bodies, no query. */
export const call = z.object({
  id: z.string(),
  /** Calls of one trace belong together. */
  traceId: z.string(),
  /** The call that led to it. */
  parentId: z.string().nullable(),
  /** Goes up in the order of answers. */
  cursor: z.number(),
  /** Who makes it: the SDK in a browser, a server, or Paragon on its way to a third party. */
  from: z.enum(['browser', 'server', 'paragon']),
  /** Which of Paragon's services, or which third party, it is to. */
  to: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number().nullable(),
  /** Why there is no answer. */
  error: z.string().nullable(),
  /** Something that was made to go wrong. */
  fault: z.string().nullable(),
  /** Milliseconds. */
  duration: z.number(),
  /** The account that it was made as. */
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
})
export type Call = z.infer<typeof call>

/** What is read of an entry of the sandbox's journal (docs/control-api.md, "Journal"). */
const entry = z.object({
  id: z.string(),
  traceId: z.string(),
  parentId: z.string().nullable(),
  cursor: z.number(),
  direction: z.enum(['in', 'out']),
  service: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number().nullable(),
  error: z.string().nullable(),
  fault: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  duration: z.number(),
  account: z.object({ credentialId: z.string().nullable(), name: z.string().nullable() }).nullable(),
  request: z.object({ headers: z.record(z.string(), z.string()) }),
})

/** What of an entry the browser is told; undefined for what is none. */
export function callOfEntry(value: unknown, projectId: string): Call | undefined {
  const parsed = entry.safeParse(value)
  if (!parsed.success) return undefined
  const { direction, service, account, fault, request, path, ...rest } = parsed.data
  const { id, traceId, parentId, cursor, method, status, error, duration } = rest
  // Browsers name the page that a call comes from; nobody else does.
  const isBrowser = 'origin' in request.headers || 'sec-fetch-mode' in request.headers
  return {
    ...{ id, traceId, parentId, cursor, method, status, error, duration },
    from: direction === 'out' ? 'paragon' : isBrowser ? 'browser' : 'server',
    to: service,
    path: path.replace(`/projects/${projectId}`, ''),
    fault: fault && (fault.name ?? fault.id),
    account: account?.credentialId
      ? { id: account.credentialId, name: account.name ?? shortName(account.credentialId) }
      : null,
  }
}

/** Of an account that a request only names. */
const shortName = (credentialId: string) => `account ${credentialId.slice(0, 8)}`
