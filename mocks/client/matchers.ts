import { type JournalEntry, type JournalMatch, JournalTimeoutError, type NearMiss } from './journal-control.ts'
import { describeEntry, describeMisses } from './near-misses.ts'
import type { ProjectControl } from './project-control.ts'

/** A request that a project is to have had, or made; what is left out may be anything. */
export interface ExpectedCall {
  /** `in` for requests to Paragon and the provider, `out` for those to third parties and webhooks. */
  direction?: 'in' | 'out' | undefined
  /** Such as "zeus", "proxy", "actionkit" or "sync"; "googledrive" for the third party; "provider"; "webhook". */
  service?: string | undefined
  method?: string | undefined
  /** Exact, or with `*` for any part of a segment and `**` for any number of them; with the project in front or without. */
  path?: string | undefined
  /** The same of the route that answers, such as "GET /sdk/me". */
  operation?: string | undefined
  /** The connected account that it was made as: its id or its external id. */
  credentialId?: string | undefined
  /** The `sub` of the user token. */
  userId?: string | undefined
  /** Such as 404 or "5xx". */
  status?: number | string | undefined
  /** `traceId` of an entry: all that belongs to one request. */
  traceId?: string | undefined
}

export interface ExpectedCallOptions {
  /** Exactly so many calls, at least 1; default any number but none. */
  times?: number | undefined
  /**
   * Milliseconds of real time until it must be so, 60,000 at most; default Playwright's `expect.timeout`, elsewhere 1,000.
   * With `.not`, for how long it must stay so: 0 unless given, as what was asked stays asked.
   */
  timeout?: number | undefined
  /** Only calls after this one: `cursor` of an entry of the journal. */
  since?: number | undefined
}

/** What has a journal: a project, or a sandbox with the one that it starts with. */
export type Journaled = Pick<ProjectControl, 'journal'> | { project: Pick<ProjectControl, 'journal'> }

/** For the types of a runner: what `expect(sandbox)` has by `expect.extend(paragonMatchers)`. */
export interface ParagonMatchers<R = Promise<void>> {
  /** Waits until a call is in the journal. To be awaited. */
  toHaveCalled(call: ExpectedCall, options?: ExpectedCallOptions): R
}

/** What the runners' own states have in common, of Playwright, Vitest and Jest. */
interface MatcherState {
  isNot?: boolean | undefined
  /** Of Playwright. */
  timeout?: number | undefined
}

export interface MatcherResult {
  pass: boolean
  message: () => string
}

/** Milliseconds that a test runner without a setting for it waits: what `expect.poll` of Vitest does. */
const STANDARD_TIMEOUT = 1_000
/** What one wait of the control API may take. */
const LONGEST_TIMEOUT = 60_000

/** For `expect.extend` of Vitest and Jest; `paragon-sandbox/playwright` has them in its `expect`. */
export const paragonMatchers = { toHaveCalled }

async function toHaveCalled(
  this: MatcherState,
  received: Journaled,
  expected: ExpectedCall,
  options: ExpectedCallOptions = {},
): Promise<MatcherResult> {
  const { times, since } = options
  const isNot = this.isNot === true
  const timeout = Math.min(options.timeout ?? (isNot ? 0 : (this.timeout ?? STANDARD_TIMEOUT)), LONGEST_TIMEOUT)
  const { journal } = journaled(received)
  const match = matchOf(expected)
  let calls: JournalEntry[]
  let misses: NearMiss[] = []
  try {
    calls = await journal.wait(match, { count: times, timeout, since })
  } catch (error) {
    if (!(error instanceof JournalTimeoutError)) throw error
    calls = error.matched
    misses = error.nearestMisses
  }
  return {
    pass: times === undefined ? calls.length > 0 : calls.length === times,
    message: () =>
      [
        `expect(sandbox)${isNot ? '.not' : ''}.toHaveCalled(${JSON.stringify(expected)})`,
        '',
        `Expected: ${isNot ? 'not ' : ''}${times === undefined ? 'a call' : timesText(times)} like this`,
        `Received: ${timesText(calls.length)}${isNot ? '' : ` within ${timeout} ms`}`,
        ...calls.map((call) => `  ${describeEntry(call)}`),
        ...(isNot ? [] : describeMisses(misses, (field) => names[field] ?? field)),
      ].join('\n'),
  }
}

const timesText = (count: number) => (count === 0 ? 'none' : count === 1 ? '1 call' : `${count} calls`)

function journaled(received: unknown): Pick<ProjectControl, 'journal'> {
  if (isJournaled(received)) return received
  const project = typeof received === 'object' && received !== null && 'project' in received && received.project
  if (isJournaled(project)) return project
  throw new TypeError(
    'toHaveCalled is for a project or a sandbox: `expect(sandbox.project)`, or the fixture `paragon`.',
  )
}

function isJournaled(value: unknown): value is Pick<ProjectControl, 'journal'> {
  return typeof value === 'object' && value !== null && 'journal' in value
}

/** The vendor's names of what the journal calls more shortly. */
const names: Partial<Record<string, string>> = { credential: 'credentialId', user: 'userId', trace: 'traceId' }

function matchOf({ credentialId, userId, traceId, ...same }: ExpectedCall): JournalMatch {
  return { ...same, credential: credentialId, user: userId, trace: traceId }
}
