import { z } from 'zod'
import { reasonIn } from '../paragon/problem'
import {
  type Execution,
  type ExecutionFilter,
  type ExecutionsPage,
  type ExecutionWithSteps,
  execution,
  type StepData,
  step,
  stepData,
} from './execution'

export type TaskHistorySettings = {
  projectId: string
  /** Covers every user of the project. */
  apiKey: string
  /** Base URL of Paragon's Task History API. */
  baseUrl: string
}

/** How long to wait for Paragon, in milliseconds. */
const PATIENCE = 10_000

/**
 * How many pages to look through for runs of one account. Task History does not filter by account, and takes 1,000 requests
 * in ten minutes from all users together.
 */
const PAGES_AT_A_TIME = 5

/** Thrown when Paragon does not do what was asked; the message is for people. `status` is for the answer of the app. */
export class TaskHistoryError extends Error {
  override name = 'TaskHistoryError'
  readonly status: number

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

const owned = execution.extend({ userId: z.string() })
const page = z.object({ workflowExecutions: z.array(owned), nextLink: z.string().nullable() })
const withSteps = owned.extend({ stepExecutions: z.array(step) })
const replayed = z.object({ id: z.string() })

const uuid = z.uuid()

/** What this needs of the outside; tests put their own in. */
const server = { fetch: (url: string, init: RequestInit) => fetch(url, init) }

/**
 * Paragon's Task History (https://docs.useparagon.com/apis/task-history) for one user at a time. The API key opens the
 * history of everybody: what belongs to another user is answered as though it did not exist. All throw TaskHistoryError.
 */
export function createTaskHistory({ projectId, apiKey, baseUrl }: TaskHistorySettings, outside = server) {
  const root = `${baseUrl}/projects/${projectId}/task-history/workflow-executions`

  async function ask<T>(path: string, schema: z.ZodType<T>, method = 'GET'): Promise<T> {
    const response = await outside
      .fetch(`${root}${path}`, {
        method,
        headers: { Authorization: `Bearer ${apiKey}` },
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE),
      })
      .catch((cause: unknown) => {
        throw new TaskHistoryError(502, 'Paragon could not be reached. Try again in a moment.', { cause })
      })
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw refusal(response.status, reasonIn(body))
    const answer = schema.safeParse(body)
    if (answer.success) return answer.data
    throw new TaskHistoryError(502, 'Paragon answered what this app does not understand.', { cause: answer.error })
  }

  /** The run with its steps, if it is the user's. */
  async function requireOwn(userId: string, id: string) {
    // Nothing but an id may become part of the address.
    if (!uuid.safeParse(id).success) throw noSuchRun()
    const found = await ask(`/${id}`, withSteps)
    if (found.userId !== userId) throw noSuchRun()
    return found
  }

  return {
    /**
     * Runs of the user from the `offset`-th on, newest first. With an account, a page may hold few runs, or none, although
     * more follow.
     */
    async list(userId: string, filter: ExecutionFilter, offset: number): Promise<ExecutionsPage> {
      const { status, workflow, account } = filter
      const executions: Execution[] = []
      let next: number | null = offset
      for (let pages = 0; next !== null && executions.length === 0 && pages < PAGES_AT_A_TIME; pages += 1) {
        const query: URLSearchParams = new URLSearchParams({
          userId,
          ...(status && { status }),
          ...(workflow && { workflowId: workflow }),
          sortBy: 'DESC',
          offset: String(next),
        })
        const { workflowExecutions, nextLink }: z.infer<typeof page> = await ask(`?${query}`, page)
        const own = workflowExecutions.filter((each) => each.userId === userId)
        executions.push(...own.filter(({ credentialId }) => !account || credentialId === account).map(withoutUser))
        next = nextLink === null ? null : offsetIn(nextLink, next)
      }
      return { executions, next }
    },

    async find(userId: string, id: string): Promise<ExecutionWithSteps> {
      const { stepExecutions, ...found } = await requireOwn(userId, id)
      return { ...withoutUser(found), steps: stepExecutions }
    },

    /** What a step was given and put out. */
    async step(userId: string, id: string, stepId: string): Promise<StepData> {
      const { stepExecutions } = await requireOwn(userId, id)
      if (!stepExecutions.some((each) => each.id === stepId)) throw new TaskHistoryError(404, 'There is no such step.')
      return ask(`/${id}/step-executions/${stepId}`, stepData)
    },

    /** Runs it again, with what its trigger brought, as the same account; answers the id of the new run. */
    async replay(userId: string, id: string): Promise<{ id: string }> {
      await requireOwn(userId, id)
      return ask(`/${id}/replay`, replayed, 'POST')
    },
  }
}

/**
 * The offset of the next page; the rest of the link says nothing new, and is not followed: the key goes to one address
 * only. Null for a link that leads nowhere further.
 */
function offsetIn(nextLink: string, current: number): number | null {
  const offset = URL.canParse(nextLink) ? Number(new URL(nextLink).searchParams.get('offset')) : Number.NaN
  return Number.isSafeInteger(offset) && offset > current ? offset : null
}

function withoutUser({ userId: _, ...rest }: z.infer<typeof owned>): Execution {
  return rest
}

const noSuchRun = () => new TaskHistoryError(404, 'There is no such run.')

function refusal(status: number, reason: string): TaskHistoryError {
  if (status === 404) return noSuchRun()
  if (status === 401 || status === 403) {
    return new TaskHistoryError(502, 'Paragon does not take the app’s API key. Check PARAGON_API_KEY.')
  }
  if (status === 429) return new TaskHistoryError(503, 'Paragon is being asked too often. Try again in a few minutes.')
  if (status < 500) return new TaskHistoryError(status, reason || 'Paragon refused, and gave no reason.')
  return new TaskHistoryError(502, 'Paragon is in trouble. Try again in a moment.')
}
