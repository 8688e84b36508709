import { z } from 'zod'
import { commandNames } from '../protocol/messages.ts'

/**
 * A case as it stands in a YAML file. Texts may name what is known by then: `$second.id` stands for the value itself,
 * `${second.id}` is put into the text around it. Objects whose only key begins with `$` are matchers (run/matches.ts).
 */
const record = z.record(z.string(), z.unknown())
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be a name such as "first"')
const checkId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words with hyphens')

const given = z.strictObject({
  /** Types of the project's integrations. */
  integrations: z.array(z.string()).default(['googledrive', 'googleCalendar', 'slack']),
  /** Accounts that the user has connected, oldest first, each known by its name in the case. */
  connected: z
    .array(
      z.strictObject({ as: name, integration: z.string(), account: z.string(), externalId: z.string().optional() }),
    )
    .default([]),
  /** User tokens by name; `main` is there without being named. */
  tokens: z
    .record(
      name,
      z.strictObject({
        sub: z.string().optional(),
        permissions: z.unknown().optional(),
        expiresIn: z.number().optional(),
        claims: record.optional(),
      }),
    )
    .default({}),
  /** By integration and slug, as the control API takes them. */
  workflows: z.record(z.string(), z.record(z.string(), record)).default({}),
})

const step = z.union([
  /** A command to the driver. Its result is known as `as`, or by the command's name. */
  z.strictObject({ run: z.enum(commandNames), with: record.default({}), as: name.optional() }),
  /** A call of the sandbox's control API, below the project: what happens in the world. */
  z.strictObject({ control: z.string().regex(/^[A-Z]+ \//), body: z.unknown().optional(), as: name.optional() }),
  /** A call of Paragon's REST API by somebody else: a second device of the same user. */
  z.strictObject({
    rest: z.string().regex(/^[A-Z]+ \//),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
    as: name.optional(),
  }),
  /** From here on requests are those since this name. */
  z.strictObject({ mark: name }),
])
export type Step = z.infer<typeof step>

const about = {
  id: checkId,
  /** One sentence: what is right. */
  says: z.string().min(10).endsWith('.'),
  level: z.enum(['MUST', 'SHOULD']),
  /** Where that is known from. */
  source: z.union([z.url(), z.string().regex(/^(RFC \d+|SDK 2\.4\.0|trap T\d+)/)]),
}

const check = z.union([
  /** What a step put out. */
  z.strictObject({ ...about, returns: z.string(), is: z.unknown() }),
  /** That a step failed, and what the app is told. */
  z.strictObject({ ...about, fails: z.string(), is: z.unknown().optional() }),
  /** What is known at the end, by reference. */
  z.strictObject({ ...about, value: z.unknown(), is: z.unknown() }),
  /** The requests that match: how many, and what each looks like. */
  z.strictObject({
    ...about,
    wire: z.strictObject({
      since: name.optional(),
      until: name.optional(),
      service: z.string().optional(),
      direction: z.enum(['in', 'out']).default('in'),
      method: z.string().optional(),
      /** A glob, without `/projects/:id` in front. */
      path: z.string().optional(),
      status: z.number().optional(),
      /** A matcher that they are picked by. */
      where: z.unknown().optional(),
    }),
    count: z
      .union([z.number(), z.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })])
      .optional(),
    every: z.unknown().optional(),
  }),
  /** What Paragon answers afterwards, whoever asks. */
  z.strictObject({ ...about, state: z.string().startsWith('GET /'), is: z.unknown() }),
  /** What the driver wrote to standard error, from its start to its end. */
  z.strictObject({ ...about, logs: z.strictObject({ without: z.array(z.string()) }) }),
])
export type Check = z.infer<typeof check>

export const caseSchema = z.strictObject({
  id: checkId,
  title: z.string(),
  /** Commands beside those of its steps that a driver has to declare. */
  needs: z.array(z.enum(commandNames)).default([]),
  given: given.prefault({}),
  when: z.array(step).min(1),
  // biome-ignore lint/suspicious/noThenProperty: the word of given, when, then; nobody awaits a case.
  then: z.array(check).min(1),
})
export type ContractCase = z.infer<typeof caseSchema> & { topic: string }

export const caseFile = z.strictObject({ topic: z.string(), cases: z.array(caseSchema).min(1) })

/** The same as a JSON schema, for editors and for other languages. */
export const caseFileSchema = (): unknown => z.toJSONSchema(caseFile, { io: 'input' })
