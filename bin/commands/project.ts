import type { NewProject } from '../../mocks/client/control-client.ts'
import type { ProjectAccess } from '../../mocks/client/project-control.ts'
import { chooseAction, readArguments, readPositionals } from '../arguments.ts'
import { wrongUsage } from '../exit.ts'
import { readJsonFile } from '../input.ts'
import { print, printJson, table } from '../print.ts'
import { projectOption, reach, reachHelp, reachOptions } from '../reach.ts'

export const help = `Usage: paragon-sandbox project create [options]   prints what an app needs to know of it, as environment variables
       paragon-sandbox project list
       paragon-sandbox project show [id]
       paragon-sandbox project remove <id>

Options of create
  --id <id>                 default: a new UUID
  --name <name>
  --allowed-origin <origin>  of host apps, such as https://app.example.com; may be given several times
  --webhook-url <url>       where events of triggers go
  --sync-webhook-url <url>  where events of syncs go
  --from <file>             JSON of all that a project may start with (docs/config.md); - is standard input

Options
${reachHelp}`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    ...reachOptions,
    ...projectOption,
    id: { type: 'string' },
    name: { type: 'string' },
    'allowed-origin': { type: 'string', multiple: true },
    'webhook-url': { type: 'string' },
    'sync-webhook-url': { type: 'string' },
    from: { type: 'string' },
  })
  const [given, ...rest] = positionals
  const action = chooseAction(given, ['create', 'list', 'show', 'remove'])
  const expected = { create: [], list: [], show: ['[id]'], remove: ['<id>'] }[action]
  const [id] = readPositionals(rest, ...expected)
  const declared = action === 'create' ? declaration(values) : {}
  const { control, projectId } = await reach(values)

  if (action === 'create') {
    const made = await control.call('POST', '/projects', declared)
    if (values.json) printJson(made)
    else print(variables(made as ProjectAccess))
  } else if (action === 'list') {
    const projects = await control.projects()
    if (values.json) printJson({ projects })
    else print(table(projects.map((each) => [each.projectId, each.name, each.dateCreated])))
  } else if (action === 'show') {
    const project = await control.call('GET', `/projects/${encodeURIComponent(id ?? projectId)}`)
    if (values.json) printJson(project)
    else print(summaryOf(project as DescribedProject))
  } else {
    await control.call('DELETE', `/projects/${encodeURIComponent(id ?? '')}`)
    if (values.json) printJson({ projectId: id, removed: true })
    else print(`${id} is gone.`)
  }
}

interface Given {
  id?: string | undefined
  name?: string | undefined
  'allowed-origin'?: string[] | undefined
  'webhook-url'?: string | undefined
  'sync-webhook-url'?: string | undefined
  from?: string | undefined
}

function declaration({ id, name, from, ...given }: Given): NewProject {
  const whole = from === undefined ? {} : readJsonFile(from)
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
    throw wrongUsage(`${from} must be a JSON object.`)
  const { 'allowed-origin': allowedOrigins, 'webhook-url': webhookUrl, 'sync-webhook-url': syncWebhookUrl } = given
  return {
    ...whole,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(allowedOrigins !== undefined && { allowedOrigins }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(syncWebhookUrl !== undefined && { syncWebhookUrl }),
  }
}

/** As in an .env file. */
function variables({ projectId, apiKey, signingKey, urls }: ProjectAccess): string {
  const key = signingKey?.trim().replaceAll('\n', '\\n')
  return [
    `PARAGON_PROJECT_ID=${projectId}`,
    `PARAGON_SANDBOX_URL=${urls.paragon}`,
    ...(apiKey === null ? [] : [`PARAGON_API_KEY=${apiKey}`]),
    ...(key === undefined ? [] : [`PARAGON_SIGNING_KEY="${key}"`]),
  ].join('\n')
}

interface DescribedProject extends ProjectAccess {
  name: string
  dateCreated: string
  allowedOrigins: string[]
  webhookUrl: string | null
  syncWebhookUrl: string | null
  integrations: { type: string; isActive: boolean; workflows: { slug: string }[] }[]
}

function summaryOf(project: DescribedProject): string {
  const facts = [
    ['id', project.projectId],
    ['name', project.name],
    ['created', project.dateCreated],
    ['origins', project.allowedOrigins.join(' ')],
    ['API key', project.apiKey ?? 'not known'],
    ['webhook', project.webhookUrl ?? 'none'],
    ['sync webhook', project.syncWebhookUrl ?? 'none'],
  ]
  const integrations = project.integrations.map(({ type, isActive, workflows }) => [
    `  ${type}`,
    isActive ? 'active' : 'off',
    workflows.map(({ slug }) => slug).join(' '),
  ])
  return `${table(facts)}\n\nIntegrations and their workflows\n${table(integrations)}`
}
