import { generateKeyPairSync } from 'node:crypto'
import type { ContractCase } from '../cases/case-schema.ts'
import { HarnessError } from '../protocol/driver-process.ts'
import type { Urls } from '../protocol/messages.ts'
import { fill, type Names } from '../run/names.ts'
import type { Control } from './control.ts'

/** The user that a case is about, unless a token says otherwise. */
export const USER = 'user-1'

/** Accounts at the provider that every case may connect; no two have a file in common. */
const accounts = [
  ['google', 'ann@work.example', 'Ann Work'],
  ['google', 'ann@home.example', 'Ann Home'],
  ['google', 'ann@club.example', 'Ann Club'],
  ['slack', 'ann@work.example', 'Ann Work'],
  ['slack', 'ann@home.example', 'Ann Home'],
].map(([directory = '', email = '', name = '']) => ({
  directory,
  email,
  name,
  ...(directory === 'google' && {
    files: ['One', 'Two'].map((each) => ({ name: `${each} of ${name}.txt`, content: name })),
  }),
}))

/** Workflows that answer with the account they ran as, so that a case sees which one it was. */
const response = (body: unknown) => ({ id: 'answer', type: 'response', status: 200, body })
const workflows = {
  googledrive: {
    echo: {
      description: 'Answers as whom it ran',
      defaultEnabled: true,
      inputs: [{ id: 'note', title: 'Note', type: 'TEXT_NO_VARS', required: false }],
      trigger: { type: 'request' },
      steps: [
        response({
          account: '{{account.providerData.email}}',
          note: '{{settings.note}}',
          body: '{{trigger.body}}',
          params: '{{trigger.params}}',
        }),
      ],
    },
    quiet: {
      description: 'Accepts and says nothing',
      defaultEnabled: true,
      trigger: { type: 'request' },
      steps: [{ id: 'nothing', type: 'function', return: 1 }],
    },
    optional: {
      description: 'Is off until it is turned on',
      trigger: { type: 'request' },
      steps: [response({ account: '{{account.providerData.email}}' })],
    },
    listener: {
      description: 'Writes a file for each event',
      defaultEnabled: true,
      trigger: { type: 'event', name: 'thing.happened' },
      steps: [
        { id: 'write', type: 'request', method: 'POST', path: '/files', body: { name: '{{trigger.payload.title}}' } },
      ],
    },
  },
}

let runKey: string | undefined
/** One key for all projects of a run: making one takes longer than most cases. */
function signingKey(): string {
  runKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
  return runKey
}

export interface WorldProject {
  projectId: string
  urls: Urls
  names: Names
  control(method: string, path: string, body?: unknown): Promise<unknown>
  /** A call of the REST API as the user, by a token of the suite's own. */
  rest(
    method: string,
    path: string,
    init?: { headers?: Record<string, string>; body?: unknown },
  ): Promise<{ status: number; body: unknown }>
  remove(): Promise<void>
}

/** Makes a project as a case wants it. */
export async function makeProject(control: Control, { given }: Pick<ContractCase, 'given'>): Promise<WorldProject> {
  const types = given.integrations
  const made = (await control.call('POST', '/projects', {
    signingKey: signingKey(),
    demoAccounts: false,
    integrations: types,
    accounts,
    workflows: { ...(types.includes('googledrive') && workflows), ...given.workflows },
    users: [
      {
        id: USER,
        accounts: given.connected.map(({ integration, account, externalId }) => ({
          integration,
          account,
          ...(externalId && { externalId }),
        })),
      },
    ],
  })) as { projectId: string; urls: { paragon: string; provider: string } }
  const { projectId } = made
  const base = `/projects/${projectId}`
  const below: WorldProject['control'] = (method, path, body) => control.call(method, `${base}${path}`, body)

  const own = await makeToken(below, {})
  const rest: WorldProject['rest'] = async (method, path, { headers, body } = {}) => {
    const url = path.startsWith('/api/') ? `${control.url}${path}` : `${control.url}${base}${path}`
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${own}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  const [me, integrations, tokens] = await Promise.all([
    rest('GET', '/sdk/me'),
    rest('GET', '/sdk/integrations'),
    Promise.resolve({ main: own } as Record<string, string>),
  ])
  const names: Names = { project: projectId, user: USER, urls: made.urls, tokens, token: own }
  const list = integrations.body as { id: string; type: string; workflows: { id: string; description: string }[] }[]
  names.integrations = Object.fromEntries(list.map((each) => [each.type, each]))
  names.workflows = await workflowIds(below)
  const states = (me.body as { integrations: Record<string, { allCredentials: { id: string }[] }> }).integrations
  for (const type of types) {
    const connected = given.connected.filter(({ integration }) => integration === type)
    for (const [index, { as }] of connected.entries()) names[as] = states[type]?.allCredentials[index]
  }
  for (const [name, token] of Object.entries(given.tokens)) {
    tokens[name] = await makeToken(below, fill(token, names) as Record<string, unknown>)
  }
  await below('DELETE', '/journal')

  const paragon = made.urls.paragon
  return {
    projectId,
    urls: {
      zeus: paragon,
      hermes: paragon,
      proxy: paragon,
      actionkit: paragon,
      sync: paragon,
      passport: paragon,
      connect: paragon,
      dashboard: paragon,
      cdn: paragon,
    },
    names,
    control: below,
    rest,
    remove: async () => {
      await control.call('DELETE', base)
    },
  }
}

async function makeToken(control: WorldProject['control'], token: Record<string, unknown>): Promise<string> {
  const made = await control('POST', '/tokens', { sub: USER, ...token })
  if (typeof made !== 'object' || made === null || !('token' in made))
    throw new HarnessError('sandbox', 'No token was made.')
  return String(made.token)
}

/** Ids of the project's workflows by their slugs. */
async function workflowIds(control: WorldProject['control']): Promise<Record<string, string>> {
  const project = (await control('GET', '')) as {
    integrations: { type: string; workflows: { id: string; slug: string }[] }[]
  }
  return Object.fromEntries(project.integrations.flatMap(({ workflows: all }) => all.map(({ slug, id }) => [slug, id])))
}
