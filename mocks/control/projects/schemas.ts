import { z } from 'zod'
import { catalog } from '../../catalog/catalog.ts'
import { demoAccounts } from '../../catalog/demo-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import { eventDestinations } from '../event-destinations/schemas.ts'
import { transitions } from '../transitions/schemas.ts'
import { declaredWorkflows } from '../workflows/schemas.ts'
import { signingKeyFromPem } from './signing-key.ts'

const types = catalog.map(({ type }) => type)
const directories = [...new Set(['sso', ...catalog.map(({ oauth }) => oauth.directory)])]

const integrationType = z.enum(types, { error: ({ input }) => notOneOf('integration', input, types) })
const notOneOf = (what: string, input: unknown, choices: readonly string[]) =>
  `there is no ${what} ${JSON.stringify(input)}: there are ${choices.join(', ')}`

const name = z.string().min(1).max(200)
const storable = z.string().min(1).refine(isStorable, 'has a character that no name has')

const signingKey = z.string().superRefine((pem, context) => {
  try {
    signingKeyFromPem(pem)
  } catch {
    context.addIssue({ code: 'custom', message: 'is not an RSA key in PEM' })
  }
})

const file = z.strictObject({
  name,
  content: z.string(),
  mimeType: z.string().min(1).optional(),
  folder: name.optional(),
  starred: z.boolean().optional(),
  hoursOld: z.number().min(0).max(876_000).optional(),
})

const event = z.strictObject({
  summary: z.string(),
  description: z.string().optional(),
  location: z.string().optional(),
  day: z.int().min(-36_500).max(36_500),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time such as "09:30"')
    .optional(),
  length: z.int().min(1).max(525_600),
  attendees: z.array(z.email()).optional(),
})

const account = z
  .strictObject({
    directory: z.enum(directories, { error: ({ input }) => notOneOf('directory', input, directories) }),
    email: z.email(),
    name: name.optional(),
    hue: z.int().min(0).max(359).optional(),
    kind: z.enum(['work', 'personal', 'other']).optional(),
    person: name.optional(),
    files: z.array(file).optional(),
    events: z.array(event).optional(),
  })
  .superRefine(({ directory, files, events }, context) => {
    if (directory === 'google') return
    for (const [part, given] of Object.entries({ files, events })) {
      if (given) context.addIssue({ code: 'custom', path: [part], message: 'only Google accounts have them' })
    }
  })

const connection = z.strictObject({
  integration: integrationType,
  /** E-mail of an account at the provider. */
  account: z.string(),
  externalId: storable.optional(),
})

const user = z.strictObject({
  id: storable,
  meta: z.record(z.string(), z.unknown()).optional(),
  accounts: z.array(connection).optional(),
})

const integrationChoice = z.union(
  [integrationType, z.strictObject({ type: integrationType, isActive: z.boolean().optional() })],
  {
    // A union tells of each member's problem in turn; those of the one that was meant say more.
    error: ({ input }) =>
      typeof input === 'string'
        ? notOneOf('integration', input, types)
        : `is the type of an integration, or {type, isActive?} with one: there are ${types.join(', ')}`,
  },
)

const projectId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, dots, dashes and underscores')
  // The SDK takes any URL that contains the word for a Proxy call (trap T19).
  .refine((id) => !id.includes('proxy'), 'must not contain "proxy"')

/** What a project starts with, as a configuration lists it (client/project-declaration.ts). */
const project = z.strictObject({
  id: projectId.optional(),
  name: name.optional(),
  signingKey: signingKey.optional(),
  apiKey: z.string().min(8).max(500).optional(),
  allowedOrigins: z.array(z.string().min(1)).optional(),
  webhookUrl: z.string().optional(),
  syncWebhookUrl: z.string().optional(),
  /** Default: a mail for each failed workflow. */
  eventDestinations: eventDestinations.optional(),
  integrations: z.array(integrationChoice).optional(),
  workflows: declaredWorkflows.optional(),
  demoAccounts: z.boolean().optional(),
  accounts: z.array(account).optional(),
  users: z.array(user).optional(),
  transitions: transitions.optional(),
  seed: z.string().min(1).max(200).optional(),
  clock: z
    .strictObject({ now: z.iso.datetime({ offset: true }).optional(), frozen: z.boolean().optional() })
    .optional(),
})

/** What of a project does not fit together, as far as its parts are what they should be. */
function checkTogether(given: z.output<typeof project>, context: z.RefinementCtx): void {
  const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  const choices = z.array(integrationChoice).safeParse(given.integrations ?? types).data
  const chosen = choices?.map((choice) => (typeof choice === 'string' ? choice : choice.type))
  for (const [index, type] of (chosen ?? []).entries()) {
    if (chosen?.indexOf(type) !== index) report(['integrations', index], `"${type}" is listed twice`)
  }
  for (const type of Object.keys(z.record(z.string(), z.unknown()).safeParse(given.workflows).data ?? {})) {
    if (types.includes(type) && chosen && !chosen.includes(type)) {
      report(['workflows', type], 'is none of the integrations of the project')
    }
  }

  const addresses = addressesOf(given, report)
  const userIds = new Set<string>()
  for (const [index, entry] of listOf(given.users).entries()) {
    const { success, data } = user.safeParse(entry)
    if (!success) continue
    const place = ['users', index]
    if (userIds.has(data.id)) report([...place, 'id'], `"${data.id}" is listed twice`)
    userIds.add(data.id)
    const seen = new Set<string>()
    for (const [position, { integration, account: address, externalId }] of (data.accounts ?? []).entries()) {
      const here = [...place, 'accounts', position]
      if (chosen && !chosen.includes(integration)) {
        report([...here, 'integration'], `"${integration}" is none of the integrations of the project`)
      }
      const directory = catalog.find(({ type }) => type === integration)?.oauth.directory ?? ''
      if (addresses && !addresses.has(`${directory}/${address.toLowerCase()}`)) {
        report([...here, 'account'], `the provider has no account "${address}" in the directory "${directory}"`)
      }
      const marks = [
        `account ${address.toLowerCase()}`,
        ...(externalId === undefined ? [] : [`externalId ${externalId}`]),
      ]
      for (const mark of marks.map((text) => `${integration} ${text}`)) {
        if (seen.has(mark)) report(here, `the user has ${mark} twice`)
        seen.add(mark)
      }
    }
  }
}

/** "directory/address" of every account that there will be; undefined when that is not to be known. */
function addressesOf(
  given: z.output<typeof project>,
  report: (path: (string | number)[], message: string) => void,
): Set<string> | undefined {
  const { demoAccounts: hasDemo = true } = given
  const known = new Set(hasDemo ? demoAccounts.map(({ directory, email }) => `${directory}/${email}`) : [])
  let isComplete = true
  for (const [index, entry] of listOf(given.accounts).entries()) {
    const { success, data } = account.safeParse(entry)
    isComplete &&= success
    if (!data) continue
    const address = `${data.directory}/${data.email.toLowerCase()}`
    if (known.has(address)) {
      report(
        ['accounts', index, 'email'],
        `there is another account "${data.email}" in the directory "${data.directory}"`,
      )
    }
    known.add(address)
  }
  return isComplete ? known : undefined
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

// Whatever else is wrong is told of at the same time, unless there is nothing to look at.
const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

/** `POST /_sandbox/projects`. */
export const newProject = project.superRefine(checkTogether, always)
export type NewProjectInput = z.infer<typeof newProject>

/** A project of a configuration. */
export const projectConfig = project.extend({ id: projectId }).superRefine(checkTogether, always)

/** The query of `GET /_sandbox/projects`. */
export const projectQuery = z.strictObject({
  /** The `nextCursor` of the answer before. */
  cursor: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})

/** `PATCH /_sandbox/projects/:id`. */
export const projectChange = z.strictObject({
  /** Null takes it away. */
  webhookUrl: z.string().nullable().optional(),
  syncWebhookUrl: z.string().nullable().optional(),
  /** In the place of those that are there. */
  eventDestinations: eventDestinations.optional(),
  /** Those that are left out stay as they are. */
  transitions: transitions.optional(),
})

/** `POST /_sandbox/projects/:id/tokens`. */
export const newToken = z.strictObject({
  sub: z.string().min(1),
  /** JWT Permissions, as they are: a test may want a claim that nobody understands. */
  permissions: z.unknown().optional(),
  /** Seconds; default one hour. */
  expiresIn: z.int().min(-86_400).max(31_536_000).optional(),
  /** Added to the token, over the standard ones. */
  claims: z.record(z.string(), z.unknown()).optional(),
})
