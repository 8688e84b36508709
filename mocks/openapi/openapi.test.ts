import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createControl } from '../control/routes.ts'
import type { Route } from '../journal/route-table.ts'
import { createTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts'
import { documentOf } from './document.ts'
import type { Service } from './operation.ts'
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
  routes.set('control', createControl(sandbox.context, 'x').routes)
})
afterAll(() => sandbox.dispose())

/** What a linter would have otherwise, and what is so in the real thing: slashes at the end, a redirect, files for anyone. */
const asItIs = [
  /^no-path-trailing-slash: /,
  /^operation-2xx-response: .*actions~1build-oauth/,
  /^operation-4xx-response: .*(popup\.(js|css)|~1ui|\.well-known.*|~1jwks|favicon\.svg)\/get/,
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

describe('every route of', () => {
  const described = (at: (service: Service) => boolean) =>
    services.filter(at).flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`))
  const ofPlace: [string, () => readonly Route[], readonly string[]][] = [
    ['Paragon', () => routes.get('http://localhost:4010') ?? [], described(isParagon)],
    ['the control API', () => routes.get('control') ?? [], described(({ name }) => name === 'control')],
    ['the provider', ownRoutesOfProvider, described(({ name }) => name === 'oauth')],
    ...services.flatMap(({ name, hosts }): (typeof ofPlace)[number][] =>
      hosts?.[0] === undefined ? [] : [[name, () => routesOfHost(hosts[0] ?? ''), ofHost(hosts[0])]],
    ),
  ]

  test.each(ofPlace)('%s is in a document, and no other', (_, there, operations) => {
    // Preflights (OPTIONS) are the Fetch standard's.
    const concrete = new Set(
      there()
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`),
    )
    expect(concrete.size).toBeGreaterThan(0)
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
  function ofHost(host: string): string[] {
    return described(({ hosts }) => hosts?.includes(host) ?? false)
  }
  function routesOfHost(host: string): readonly Route[] {
    return routes.get(host) ?? []
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
