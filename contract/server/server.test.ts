import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFromSource } from '../testing/sandbox.ts'
import { makeProject, USER } from '../world/project.ts'
import type { RunningSandbox } from '../world/sandbox.ts'
import { Backend } from './backend.ts'
import { serverChecks } from './checks.ts'
import { runServerChecks } from './run-server-checks.ts'

let sandbox: RunningSandbox
let projectId: string
let key: string
beforeAll(async () => {
  sandbox = await startFromSource()
  const project = await makeProject(sandbox.control, {
    given: {
      integrations: ['googledrive', 'slack'],
      connected: [
        { as: 'first', integration: 'googledrive', account: 'ann@work.example' },
        { as: 'second', integration: 'googledrive', account: 'ann@home.example' },
      ],
      tokens: {},
      workflows: {},
    },
  })
  projectId = project.projectId
  const described = (await project.control('GET', '')) as { signingKey: string }
  key = described.signingKey
}, 60_000)
afterAll(() => sandbox.stop())

async function run(
  allowWrites: boolean,
  change?: (request: Request, response: Response) => Response | Promise<Response>,
) {
  const { url } = sandbox.control
  const backend = new Backend({
    urls: { zeus: url, proxy: url, actionkit: url, sync: url, connect: url },
    projectId,
    key,
    user: USER,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      return change ? change(new Request(input, init), response) : response
    },
  })
  const { cases } = await runServerChecks(backend, url, allowWrites)
  return cases.flatMap(({ checks }) => checks)
}
const red = (checks: Awaited<ReturnType<typeof run>>) =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)

it('finds nothing wrong with the sandbox', async () => {
  const checks = await run(true)
  expect(checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  expect(checks).toHaveLength(serverChecks.length)
})

it('only reads unless writing is allowed', async () => {
  const methods = new Set<string>()
  const checks = await run(false, ({ method }, response) => {
    methods.add(method)
    return response
  })
  expect([...methods].sort()).toEqual(['GET', 'OPTIONS'])
  expect(checks.filter(({ outcome }) => outcome === 'not-declared').map(({ id }) => id)).toEqual(
    serverChecks.filter(({ write }) => write).map(({ id }) => id),
  )
})

const withBody = async (response: Response, change: (text: string) => string) =>
  new Response(response.status === 204 ? null : change(await response.text()), {
    status: response.status,
    headers: response.headers,
  })
const withStatus = (response: Response, from: number, to: number) =>
  response.status === from ? new Response(response.body, { status: to, headers: response.headers }) : response
const without = (response: Response, ...names: string[]) => {
  const headers = new Headers(response.headers)
  for (const name of names) headers.delete(name)
  return new Response(response.status === 204 ? null : response.body, { status: response.status, headers })
}

it.each<[string, string[], Parameters<typeof run>[1]]>([
  [
    'takes any token',
    ['server-token-none', 'server-token-forged', 'server-syncs-audience'],
    (_, response) => withStatus(response, 401, 200),
  ],
  [
    'answers 403 for what is not there',
    ['server-error-not-found', 'server-proxy-not-connected'],
    (_, response) => withStatus(response, 404, 403),
  ],
  [
    'forgets CORS',
    ['server-cors-preflight', 'server-cors-error'],
    (_, response) => without(response, 'access-control-allow-origin', 'access-control-allow-headers'),
  ],
  [
    'leaves accounts out',
    ['server-me-every-integration'],
    (_, response) => withBody(response, (text) => text.replaceAll('"allCredentials"', '"credentials"')),
  ],
  [
    'words errors in text',
    ['server-error-envelope'],
    (_, response) => (response.ok ? response : new Response('no', { status: response.status })),
  ],
  [
    'forgets features',
    ['server-me-features'],
    (_, response) => withBody(response, (text) => text.replace('"accessibleFeatures"', '"features"')),
  ],
])('sees that a backend %s', async (_, ids, change) => {
  expect(red(await run(true, change))).toEqual(expect.arrayContaining(ids))
})

it('holds nothing against a backend that is not there', async () => {
  const backend = new Backend({
    urls: { zeus: 'http://127.0.0.1:9', proxy: 'x', actionkit: 'x', sync: 'x', connect: 'x' },
    projectId,
    key,
    user: USER,
  })
  const { cases } = await runServerChecks(backend, 'nowhere', false)
  expect(cases[0]?.checks[0]).toMatchObject({
    outcome: 'harness-error',
    why: expect.stringContaining('cannot be reached'),
  })
})
