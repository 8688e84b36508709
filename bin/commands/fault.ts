import { chooseAction, readArguments, readInteger, readJson, readPositionals } from '../arguments.ts'
import { readDuration } from '../duration.ts'
import { wrongUsage } from '../exit.ts'
import { readJsonFile } from '../input.ts'
import { print, printJson, table } from '../print.ts'
import { projectHelp, projectOption, reachHelp, reachOptions, reachProject } from '../reach.ts'

export const help = `Usage: paragon-sandbox fault add [options]      prints the id of the fault
       paragon-sandbox fault list
       paragon-sandbox fault remove <id>
       paragon-sandbox fault clear

Makes requests of a project go wrong: those that match, in the way of one effect, with a delay or without.

Which requests
  --service <name>       such as zeus, proxy, actionkit, googledrive, provider, webhook
  --method <method>
  --path <pattern>       * is any part of a segment, ** any number of segments
  --operation <name>
  --credential <id>      a connected account, by its id or external id
  --user <id>
  --direction <in|out>

What happens
  --status <n>           this status, with --body <text or JSON> if given, else as the service words a refusal
  --delay <time>         such as 500ms or 2s; a range such as 100ms..2s
  --rate-limit <time>    too many requests, and when to come back
  --drop <before|after>  the connection, before or after the request has had its effect
  --corrupt <how>        truncated, malformed, content-type
  --popup <how>          what goes wrong in the OAuth popup
  --token <how>          refused, revoked, unavailable: at the provider's token endpoint

How often
  --times <n>            so many times at most
  --every <n>            each so many-th request that matches
  --skip <n>             after letting so many through

  --name <name>          what the journal calls it
  --from <file>          JSON of {match, effect, ...} (docs/control-api.md); - is standard input. Other options go before it

Options
${projectHelp}
${reachHelp}`

const text = { type: 'string' } as const
const matchOptions = {
  service: text,
  method: text,
  path: text,
  operation: text,
  credential: text,
  user: text,
  direction: text,
} as const
const effectOptions = {
  status: text,
  body: text,
  delay: text,
  'rate-limit': text,
  drop: text,
  corrupt: text,
  popup: text,
  token: text,
} as const

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    ...reachOptions,
    ...projectOption,
    ...matchOptions,
    ...effectOptions,
    times: text,
    every: text,
    skip: text,
    name: text,
    from: text,
  })
  const [given, ...rest] = positionals
  const action = chooseAction(given, ['add', 'list', 'remove', 'clear'])
  const [id = ''] = readPositionals(rest, ...(action === 'remove' ? ['<id>'] : []))
  const fault = action === 'add' ? faultOf(values) : undefined
  const { project } = await reachProject(values)

  if (action === 'add') {
    const made = (await project.call('POST', '/faults', fault)) as Fault
    if (values.json) printJson(made)
    else print(made.id)
  } else if (action === 'list') {
    const { faults } = (await project.call('GET', '/faults')) as { faults: Fault[] }
    if (values.json) printJson({ faults })
    else print(faults.length === 0 ? 'There are no faults.' : table(faults.map(row)))
  } else {
    await project.call('DELETE', action === 'clear' ? '/faults' : `/faults/${encodeURIComponent(id)}`)
    if (values.json) printJson({ projectId: project.projectId, removed: action === 'clear' ? 'all' : id })
    else print(action === 'clear' ? 'There are no faults any more.' : `${id} is gone.`)
  }
}

interface Fault {
  id: string
  name?: string | null
  match?: Record<string, unknown>
  effect?: Record<string, unknown>
  [field: string]: unknown
}

const row = ({ id, name, match, effect, matched, hits }: Fault) => [
  id,
  name ?? '',
  JSON.stringify(match ?? {}),
  JSON.stringify(effect ?? {}),
  [typeof matched === 'number' && `${matched} matched`, typeof hits === 'number' && `${hits} hit`]
    .filter(Boolean)
    .join(', '),
]

type Given = Partial<
  Record<keyof typeof matchOptions | keyof typeof effectOptions | 'times' | 'every' | 'skip' | 'name' | 'from', string>
>

function faultOf(given: Given): object {
  const whole = given.from === undefined ? {} : asObject(given.from, readJsonFile(given.from))
  const match = Object.fromEntries(
    Object.keys(matchOptions).flatMap((name) => {
      const value = given[name as keyof typeof matchOptions]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const effect = effectOf(given)
  const counts = (['times', 'every', 'skip'] as const).flatMap((name) => {
    const value = given[name]
    return value === undefined ? [] : [[name, readInteger(`--${name}`, value, name === 'skip' ? 0 : 1, 1_000_000)]]
  })
  const fault = {
    ...whole,
    ...(Object.keys(match).length > 0 && { match: { ...asObject('match', whole.match), ...match } }),
    ...(Object.keys(effect).length > 0 && { effect: { ...asObject('effect', whole.effect), ...effect } }),
    ...Object.fromEntries(counts),
    ...(given.name !== undefined && { name: given.name }),
  }
  if (!('effect' in fault)) {
    throw wrongUsage(
      'What is to happen? Give --status, --delay, --rate-limit, --drop, --corrupt, --popup, --token or --from.',
    )
  }
  return fault
}

function effectOf(given: Given): Record<string, unknown> {
  const { status, body, delay, 'rate-limit': rateLimit, drop, corrupt, popup, token } = given
  if (body !== undefined && status === undefined) throw wrongUsage('--body goes with --status.')
  return {
    ...(status !== undefined && {
      respond: { status: readInteger('--status', status, 200, 599), ...(body !== undefined && { body: bodyOf(body) }) },
    }),
    ...(delay !== undefined && { delay: delayOf(delay) }),
    ...(rateLimit !== undefined && {
      rateLimit: { retryAfter: Math.round(readDuration('--rate-limit', rateLimit, 's') / 1000) },
    }),
    ...(drop !== undefined && { drop }),
    ...(corrupt !== undefined && { corrupt }),
    ...(popup !== undefined && { popup }),
    ...(token !== undefined && { token }),
  }
}

/** What looks like an object or a list is one; all else is text. */
const bodyOf = (body: string) => (/^\s*[[{]/.test(body) ? readJson('--body', body) : body)

function delayOf(delay: string): unknown {
  const [least = '', most, ...more] = delay.split('..')
  if (more.length > 0) throw wrongUsage(`--delay must be a time or a range such as 100ms..2s, not "${delay}".`)
  const min = readDuration('--delay', least, 'ms')
  return most === undefined ? min : { min, max: readDuration('--delay', most, 'ms') }
}

function asObject(name: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongUsage(`${name} must be a JSON object.`)
  return { ...value }
}
