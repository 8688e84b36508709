import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createControl } from '../control/routes.ts'
import type { Route } from '../journal/route-table.ts'
import { thirdParties } from '../provider/third-parties.ts'
import { createTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts'
import { documentOf } from './document.ts'
import type { Service } from './operation.ts'
import { openApiRoutes } from './routes.ts'
import { services } from './services.ts'

let sandbox: TestSandbox
/** Every route there is, by where it is. */
const routes = new Map<string, Route[]>()

beforeAll(async () => {
  sandbox = await createTestSandbox()
  const { routes: table } = sandbox.context
  const { learn } = table
  table.learn = (address, learned) => {
    routes.set(address, [...(routes.get(address) ?? []), ...learned])
    learn(address, learned)
  }
  await table.complete()
  routes.set('control', [...createControl(sandbox.context, 'x').routes, ...openApiRoutes(sandbox.context).routes])
})
afterAll(() => sandbox.dispose())

/** What a linter would have otherwise, and what is so in the real thing: slashes at the end, a redirect, files for anyone. */
const asItIs = [
  /^no-path-trailing-slash: /,
  // Where a content is, Box and Graph tell by a redirect.
  /^operation-2xx-response: .*(actions~1build-oauth|files~1\{id\}~1content\/get|~1v1\.0~1.*~1content\/get)/,
  // Graph's addresses have colons where names begin.
  /^no-ambiguous-paths: .*`\/v1\.0\/\S+\{(host|itemId)\}:\/\{/,
  // Slack refuses with 200.
  /^operation-4xx-response: .*~1api~1\w+\.\w+/,
  /^operation-4xx-response: .*(popup\.(js|css)|~1services~1data|~1ui|~1_sandbox|~1_sandbox~1(openapi|docs|docs~1style\.css)|\.well-known.*|~1jwks|favicon\.svg)\/get/,
]

describe('the document of', () => {
  test.each(services)('$name has no faults that a linter finds', async (service) => {
    const document = documentOf(service, 'http://localhost:4010', '1.0.0')
    const config = await createConfig({
      extends: ['recommended'],
      // This is a sandbox: it is on this machine.
      rules: { 'no-server-example.com': 'off' },
    })
    const problems = await lintFromString({ source: JSON.stringify(document), config })
    const found = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)
    expect(found.filter((problem) => !asItIs.some((known) => known.test(problem)))).toEqual([])
  })
})

test.each(services)('$name has each operation once', ({ operations }) => {
  const twice = (all: string[]) => all.filter((each, at) => all.indexOf(each) !== at)
  expect(twice(operations.map(({ operationId }) => operationId))).toEqual([])
  expect(twice(operations.map(({ method, path }) => `${method} ${path}`))).toEqual([])
})

test('every third party is described', () => {
  const hosts = new Set(services.flatMap((service) => service.hosts ?? []))
  const missing = thirdParties.flatMap((each) => each.hosts).filter((host) => !hosts.has(host))
  expect(missing).toEqual([])
})

describe('every route of', () => {
  const described = (at: (service: Service) => boolean) =>
    services
      .filter(at)
      .flatMap(({ operations }) => operations.map(({ method, path, route = path }) => `${method} ${route}`))
  const ofPlace: [string, () => readonly Route[], readonly string[]][] = [
    ['Paragon', () => routes.get('http://localhost:4010') ?? [], described(isParagon)],
    ['the control API', () => routes.get('control') ?? [], described(({ name }) => name === 'control')],
    ['the provider', ownRoutesOfProvider, described(({ name }) => name === 'oauth')],
    ...[...new Set(services.flatMap(({ hosts = [] }) => hosts))].map((host): (typeof ofPlace)[number] => [
      host,
      () => routes.get(host) ?? [],
      described(({ hosts }) => hosts?.includes(host) ?? false),
    ]),
  ]

  test.each(ofPlace)('%s is in a document, and no other', (_, there, operations) => {
    // Preflights (OPTIONS) are the Fetch standard's.
    const concrete = new Set(
      there()
        .filter(({ method }) => !['ALL', 'OPTIONS'].includes(method))
        .map(({ method, path }) => `${method} ${path}`),
    )
    expect(there().length).toBeGreaterThan(0)
    expect([...concrete].filter((route) => !operations.includes(route))).toEqual([])
    // A route for any method is middleware, or stands for several operations, or refuses other methods.
    const open = there().filter(({ method }) => method === 'ALL')
    const isOpen = (operation: string) =>
      open.some(({ path }) => fits(path, operation.slice(operation.indexOf(' ') + 1)))
    expect(operations.filter((operation) => !concrete.has(operation) && !isOpen(operation))).toEqual([])
  })

  function isParagon({ at, name }: Service): boolean {
    return at === 'paragon' && name !== 'control'
  }
  /** The third parties' own are on that origin, too. */
  function ownRoutesOfProvider(): readonly Route[] {
    const others = new Set([...routes].filter(([address]) => !address.includes('://')).flatMap(([, own]) => own))
    return (routes.get('http://localhost:4020') ?? []).filter((route) => !others.has(route))
  }
  function fits(pattern: string, path: string): boolean {
    return pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)))
  }
})

describe('a browser, without a token,', () => {
  const get = (path: string, method = 'GET') =>
    sandbox.paragon(new Request(`http://localhost:4010/_sandbox${path}`, { method }))

  test('finds every document by the index', async () => {
    const index = (await (await get('/openapi')).json()) as { services: { name: string; document: string }[] }
    expect(index.services.map(({ name }) => name)).toEqual(services.map(({ name }) => name))
    for (const { document } of index.services) {
      const { status, headers } = await get(new URL(document).pathname.replace('/_sandbox', ''))
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
    }
  })

  test('reads every service as a page that loads nothing from elsewhere', async () => {
    for (const { name, operations } of services) {
      const answer = await get(`/docs/${name}`)
      const text = await answer.text()
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'")
      expect(operations.filter(({ operationId }) => !text.includes(`<details id="${operationId}"`))).toEqual([])
      expect(text).not.toContain('[object Object]')
      expect(
        [...text.matchAll(/(?:src|href)="([^"#]+)"/g)].filter(([, url]) => !url?.startsWith('/_sandbox/')),
      ).toEqual([])
    }
    expect(await (await get('/docs')).text()).toContain('/_sandbox/docs/user-api')
    expect((await get('/docs/style.css')).headers.get('content-type')).toContain('text/css')
  })

  test.each(['/openapi/none.json', '/docs/none', '/openapi/', '/docs/user-api/more'])('finds no %s', async (path) => {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  test('cannot write', async () => {
    expect((await get('/openapi', 'POST')).status).toBe(404)
  })
})
