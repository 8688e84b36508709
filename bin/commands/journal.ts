import { readEvents } from '../../mocks/client/event-stream.ts'
import type { ProjectControl } from '../../mocks/client/project-control.ts'
import { chooseAction, readArguments, readInteger, readPositionals } from '../arguments.ts'
import { CommandError, exitCodes, wrongUsage } from '../exit.ts'
import { print, printJson } from '../print.ts'
import { projectHelp, projectOption, type Reached, reachHelp, reachOptions, reachProject } from '../reach.ts'

export const help = `Usage: paragon-sandbox journal [list] [options]   the requests of a project, oldest first
       paragon-sandbox journal show <id>         one of them with headers and bodies; --curl prints it for a shell
       paragon-sandbox journal clear

Which requests
  --service <name>       such as zeus, proxy, actionkit, googledrive, provider, webhook
  --method <method>
  --path <pattern>       * is any part of a segment, ** any number of segments
  --operation <name>
  --credential <id>      a connected account, by its id or external id
  --user <id>
  --status <n>           such as 404 or 5xx
  --direction <in|out>
  --trace <id>           all that belongs to one request

  --limit <n>            the newest so many; all are read, and the rest left out   [100]
  --follow, -f           and every one that comes, until Ctrl-C

Options
${projectHelp}
${reachHelp}

With --json --follow each request is one line of JSON.`

const text = { type: 'string' } as const
const filterOptions = {
  service: text,
  method: text,
  path: text,
  operation: text,
  credential: text,
  user: text,
  status: text,
  direction: text,
  trace: text,
} as const

/** Entries that one call asks for. */
const PAGE = 500

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    ...reachOptions,
    ...projectOption,
    ...filterOptions,
    limit: text,
    follow: { type: 'boolean', short: 'f' },
    curl: { type: 'boolean' },
  })
  const [given = 'list', ...rest] = positionals
  const action = chooseAction(given, ['list', 'show', 'clear'])
  const [id = ''] = readPositionals(rest, ...(action === 'show' ? ['<id>'] : []))
  if (values.follow && action !== 'list') throw wrongUsage('--follow goes with list.')
  if (values.curl && action !== 'show') throw wrongUsage('--curl goes with show.')
  const limit = readInteger('--limit', values.limit ?? '100', 1, 100_000)
  const filter = new URLSearchParams(
    Object.keys(filterOptions).flatMap((name): [string, string][] => {
      const value = values[name as keyof typeof filterOptions]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const reached = await reachProject(values)
  const { project } = reached
  if (action === 'show') {
    const path = `/journal/${encodeURIComponent(id)}`
    if (values.curl) print((await textOf(reached, `${path}?as=curl`)).trimEnd())
    else printJson(await project.call('GET', path))
  } else if (action === 'clear') {
    await project.call('DELETE', '/journal')
    if (values.json) printJson({ projectId: project.projectId, cleared: true })
    else print('The journal is empty.')
  } else {
    const show = (entry: Entry) => print(values.json ? JSON.stringify(entry) : lineOf(entry))
    const { entries, next } = await list(reached, filter, limit)
    if (values.json && !values.follow) printJson({ entries })
    else entries.forEach(show)
    if (values.follow) await follow(reached, filter, next, show)
  }
}

/** What of an entry is shown in its line. */
interface Entry {
  id: string
  date: string
  direction: 'in' | 'out'
  service: string
  method: string
  path: string
  status: number | null
  error: string | null
  duration: number
  parentId: string | null
  userId: string | null
  account: { name: string | null; credentialId: string | null; externalId: string | null } | null
  fault: { id: string; name: string | null } | null
}

async function list({ project }: Target, filter: URLSearchParams, limit: number) {
  let entries: Entry[] = []
  let next = 0
  for (;;) {
    const query = new URLSearchParams([...filter, ['since', String(next)], ['limit', String(PAGE)]])
    const page = (await project.call('GET', `/journal?${query}`)) as {
      entries: Entry[]
      next: number
      hasMore: boolean
    }
    entries = [...entries, ...page.entries].slice(-limit)
    next = page.next
    if (!page.hasMore) return { entries, next }
  }
}

type Target = Reached & { project: Pick<ProjectControl, 'projectId' | 'call'> }

/** Until the stream ends, which only the sandbox can bring about: it stops, and that is an error for whoever follows it. */
async function follow(
  target: Target,
  filter: URLSearchParams,
  next: number,
  show: (entry: Entry) => void,
): Promise<void> {
  const query = new URLSearchParams([...filter, ['since', String(next)]])
  const { body } = await ask(target, `/journal/stream?${query}`)
  if (body) for await (const data of readEvents(body)) show(JSON.parse(data) as Entry)
  throw new CommandError(exitCodes.unreachable, 'The sandbox has stopped.')
}

const textOf = async (reached: Target, path: string) => (await ask(reached, path)).text()

/** A call whose answer is not JSON; the client of the control API makes the error of one that fails. */
async function ask({ send, url, adminToken, project }: Target, path: string): Promise<Response> {
  const address = `${url}/_sandbox/projects/${encodeURIComponent(project.projectId)}${path}`
  const response = await send(new Request(address, { headers: { authorization: `Bearer ${adminToken}` } }))
  if (response.ok) return response
  await response.body?.cancel()
  await project.call('GET', path)
  throw new CommandError(exitCodes.refused, `GET ${path}: ${response.status}`)
}

function lineOf(entry: Entry): string {
  const { account, fault, userId } = entry
  const who = [userId, account && (account.name ?? account.externalId ?? account.credentialId)]
    .filter(Boolean)
    .join(' as ')
  const arrow = entry.direction === 'in' ? '→' : '←'
  const notes = [who, entry.error, fault && `fault ${fault.name ?? fault.id}`]
    .filter(Boolean)
    .map((note) => `  ${note}`)
  const what = `${entry.parentId === null ? '' : '  '}${arrow} ${entry.service} ${entry.method} ${entry.path}`
  return `${entry.date.slice(11, 23)}  ${entry.id.padStart(6)}  ${entry.status ?? '---'}  ${Math.round(entry.duration)} ms  ${what}${notes.join('')}`
}
