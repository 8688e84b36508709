import type { JournalEntry } from '../../mocks/client/journal-control.ts'
import { chooseAction, readArguments, readInteger, readPositionals } from '../arguments.ts'
import { CommandError, exitCodes, wrongUsage } from '../exit.ts'
import { print, printJson } from '../print.ts'
import { projectHelp, projectOption, reachHelp, reachOptions, reachProject } from '../reach.ts'

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
  const { project } = await reachProject(values)
  const { journal } = project
  if (action === 'show') {
    if (values.curl) print((await journal.curl(id)).trimEnd())
    else printJson(await journal.find(id))
  } else if (action === 'clear') {
    await journal.clear()
    if (values.json) printJson({ projectId: project.projectId, cleared: true })
    else print('The journal is empty.')
  } else {
    const match = Object.fromEntries(
      Object.keys(filterOptions).map((name) => [name, values[name as keyof typeof filterOptions]]),
    )
    const show = (entry: JournalEntry) => print(values.json ? JSON.stringify(entry) : lineOf(entry))
    const entries = (await journal.list(match)).slice(-limit)
    if (values.json && !values.follow) printJson({ entries })
    else entries.forEach(show)
    if (!values.follow) return
    for await (const entry of journal.stream(match, { since: entries.at(-1)?.cursor ?? 0 })) show(entry)
    // Only the sandbox ends the stream: it stops, and that is an error for whoever follows it.
    throw new CommandError(exitCodes.unreachable, 'The sandbox has stopped.')
  }
}

function lineOf(entry: JournalEntry): string {
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
