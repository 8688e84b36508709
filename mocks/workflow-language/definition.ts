import { z } from 'zod'
import { nextTime, parseCron } from './cron.ts'
import type { Expression } from './expression.ts'

/** What starts a workflow (docs: workflows/triggers). */
export type Trigger =
  /** A call of the app, `POST /sdk/triggers/:workflowId`. */
  | { type: 'request'; validation?: RequestValidation | undefined }
  /** An App Event of this name. */
  | { type: 'event'; name: string }
  /** An account is connected and the required settings of its integration are filled. Once for each configuration. */
  | { type: 'integrationEnabled' }
  /** Time: every so many minutes from when the workflow was turned on, or by a cron expression (cron.ts, UTC). */
  | { type: 'schedule'; every?: { minutes: number } | undefined; cron?: string | undefined }
  /** A call of the third party, at the URL that `getCustomWebhookUserManualUrl` tells. */
  | { type: 'webhook' }

export type TriggerType = Trigger['type']

/** What a Request trigger insists on, by the name of a parameter, header or field of the body. */
export interface RequestValidation {
  params?: Record<string, FieldRule> | undefined
  headers?: Record<string, FieldRule> | undefined
  body?: Record<string, FieldRule> | undefined
}

export interface FieldRule {
  /** Parameters and headers are text, so that a number there is a text that reads as one. */
  type?: 'string' | 'number' | 'boolean' | 'object' | 'array' | undefined
  /** Default true. */
  required?: boolean | undefined
  equals?: string | number | boolean | undefined
}

/** One step. Its `id` is what later steps refer to it by, and unique in the workflow. */
export type Step = RequestStep | FunctionStep | ConditionalStep | FanOutStep | DelayStep | ResponseStep

interface StepBase {
  id: string
  description?: string | undefined
}

/** Calls the third party as the account, by the rules of the Proxy API. Its output is the body of the answer. */
export interface RequestStep extends StepBase {
  type: 'request'
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A path under the integration's base URL, or an absolute URL of one of its hosts; values put in are encoded. */
  path: string
  query?: Record<string, Expression> | undefined
  headers?: Record<string, Expression> | undefined
  /** JSON. */
  body?: Expression | undefined
  /** Text as it is, instead of `body`. */
  text?: Expression | undefined
  /** A file object, instead of `body`: its bytes are sent with its type. */
  file?: Expression | undefined
  /** Takes the answer as a file object, whatever its type is. */
  answer?: 'file' | undefined
  /** Tries again up to five times (docs: workflows/auto-retries). */
  retry?: boolean | undefined
  /** "Continue workflow if request fails": `{{steps.id.status}}` tells of the failure. */
  continueOnFailure?: boolean | undefined
  /** May be sent again when a process ended while it was under way. A GET always may. */
  idempotent?: boolean | undefined
}

/** Works something out of data. */
export interface FunctionStep extends StepBase {
  type: 'function'
  /** What `{{parameters.name}}` stands for in `return`. */
  parameters?: Record<string, Expression> | undefined
  return: Expression
}

/** Takes one of two branches; what follows comes after either. */
export interface ConditionalStep extends StepBase {
  type: 'conditional'
  if: Expression
  yes: Step[]
  no?: Step[] | undefined
}

/**
 * Runs steps for each element of a list, which they refer to as `{{steps.id.instance}}`. Its output is the list of what the
 * last of the steps put out.
 */
export interface FanOutStep extends StepBase {
  type: 'fanOut'
  over: Expression
  /** Default "parallel", as the vendor does it: a few at a time. */
  order?: 'parallel' | 'sequential' | undefined
  steps: Step[]
}

/** Waits, on the project's clock. */
export interface DelayStep extends StepBase {
  type: 'delay'
  /** For so long, or until a date. */
  for?:
    | {
        days?: number | undefined
        hours?: number | undefined
        minutes?: number | undefined
        seconds?: number | undefined
      }
    | undefined
  until?: Expression | undefined
}

/** Answers the request that started the workflow, with JSON or a file. The run goes on after it. */
export interface ResponseStep extends StepBase {
  type: 'response'
  /** Default 200. */
  status?: number | undefined
  headers?: Record<string, Expression> | undefined
  body?: Expression | undefined
  /** A file object, whose bytes are the answer's body. */
  file?: Expression | undefined
}

/** How much one workflow may hold. Assumed. */
export const LIMITS = { steps: 100, depth: 5, fanOut: 1_000 } as const

const MINUTES_A_YEAR = 366 * 24 * 60

const json: z.ZodType<Expression> = z.json()
const expressions = z.record(z.string(), json)
/** RFC 9110, section 5.6.2. */
const headers = z.record(z.string().regex(/^[!#$%&'*+\-.^_`|~\w]+$/, 'is not the name of a header'), json)
const rules = z.record(
  z.string().min(1),
  z.strictObject({
    type: z.enum(['string', 'number', 'boolean', 'object', 'array']).optional(),
    required: z.boolean().optional(),
    equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  }),
)
const cron = z.string().check((ctx) => {
  try {
    if (nextTime(parseCron(ctx.value), new Date(0))) return
    ctx.issues.push({ code: 'custom', message: 'names a time that never comes', input: ctx.value })
  } catch (error) {
    ctx.issues.push({
      code: 'custom',
      message: String(error instanceof Error ? error.message : error),
      input: ctx.value,
    })
  }
})

const trigger: z.ZodType<Trigger> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('request'),
    validation: z
      .strictObject({ params: rules.optional(), headers: rules.optional(), body: rules.optional() })
      .optional(),
  }),
  z.strictObject({ type: z.literal('event'), name: z.string().min(1).max(200) }),
  z.strictObject({ type: z.literal('integrationEnabled') }),
  z
    .strictObject({
      type: z.literal('schedule'),
      every: z.strictObject({ minutes: z.int().min(1).max(MINUTES_A_YEAR) }).optional(),
      cron: cron.optional(),
    })
    .refine(
      (schedule) => (schedule.every === undefined) !== (schedule.cron === undefined),
      'has one of every and cron',
    ),
  z.strictObject({ type: z.literal('webhook') }),
])

const base = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, 'is a name such as "create-file"'),
  description: z.string().optional(),
}
const amount = z.number().min(0).optional()

const step: z.ZodType<Step> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      ...base,
      type: z.literal('request'),
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      path: z.string().regex(/^(\/|https:\/\/[^/{}]+(\/|$))/, 'begins with "/", or with "https://" and a host'),
      query: expressions.optional(),
      headers: headers.optional(),
      body: json.optional(),
      text: json.optional(),
      file: json.optional(),
      answer: z.literal('file').optional(),
      retry: z.boolean().optional(),
      continueOnFailure: z.boolean().optional(),
      idempotent: z.boolean().optional(),
    }),
    z.strictObject({ ...base, type: z.literal('function'), parameters: expressions.optional(), return: json }),
    z.strictObject({
      ...base,
      type: z.literal('conditional'),
      if: json,
      yes: z.array(step),
      no: z.array(step).optional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal('fanOut'),
      over: json,
      order: z.enum(['parallel', 'sequential']).optional(),
      steps: z.array(step).min(1),
    }),
    z.strictObject({
      ...base,
      type: z.literal('delay'),
      for: z.strictObject({ days: amount, hours: amount, minutes: amount, seconds: amount }).optional(),
      until: json.optional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal('response'),
      status: z.int().min(200).max(599).optional(),
      headers: headers.optional(),
      body: json.optional(),
      file: json.optional(),
    }),
  ]),
)

/** The form of what a workflow does; whether it makes sense is for check.ts. */
export const workflowSchema = z.object({ trigger, steps: z.array(step) })
