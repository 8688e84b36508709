import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findHost } from '../provider/hosts.ts'
import { type ProviderFixture, startProvider } from '../provider/testing.ts'
import { forgetCalls, takeBreaches } from '../testing/calls.ts'
import type { Furnished, SignedIn } from '../testing/subjects/subject.ts'
import { subjects } from '../testing/subjects/subjects.ts'
import { documentOf, templateOf } from './document.ts'
import type { Operation, Service } from './operation.ts'
import { findService } from './services.ts'
import { type GeneratedRequest, properRequests, requestsTo } from './testing.ts'
import { thirdPartyServices } from './third-parties.ts'

/** The same requests each time, few enough for every run; `PROPERTY_SEED` and `PROPERTY_RUNS` look further. */
const seed = Number(process.env.PROPERTY_SEED ?? 20_260_115)
const usualRuns = Number(process.env.PROPERTY_RUNS ?? 5)

const PROVIDER = 'http://localhost:4020'
/** Milliseconds; only a machine with much else to do needs them. */
const PATIENCE = 120_000

let fixture: ProviderFixture
beforeAll(async () => {
  fixture = await startProvider()
}, PATIENCE)
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
  // Made-up requests pin nothing.
  forgetCalls()
})

test('made-up requests are sent to every third party that is described', () => {
  expect(subjects.map(({ service }) => service).sort()).toEqual(thirdPartyServices.map(({ name }) => name).sort())
})

describe.each(subjects)('whatever is sent to $service,', (subject) => {
  const service = serviceOf(subject.service)
  const document = documentOf(service, PROVIDER, '0')
  const done = new Set<string>()
  const shared = new Map<string, Promise<Furnished>>()
  let signedIn: SignedIn
  beforeAll(async () => {
    signedIn = await subject.signIn(fixture)
  }, PATIENCE)

  test.each(service.operations)(
    '$method $path answers as described',
    async (operation) => {
      const { method, path, operationId, isPublic = false } = operation
      const described = document.paths[templateOf(path)]?.[method.toLowerCase()]
      if (!described) throw new Error(`${path} is not in the document`)
      const { known, bodies = {}, only = {} }: Furnished = await furnishedFor(operation)
      const own = only[operationId]
      const making = { schemas: document.components.schemas, known: { ...known, ...own } }
      const given = bodies[operationId]
      const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
      const send = async (request: GeneratedRequest, where: 'host' | 'origin') => {
        logged.mockClear()
        const response = await answerTo(service, method, where, isPublic ? { ...request, isSignedIn: false } : request)
        const text = await response.text()
        if (process.env.PROPERTY_STATS)
          console.log('STAT', service.name, operationId, response.status, text.slice(0, 200))
        expect(takeBreaches()).toEqual([])
        // A failure of the sandbox is written down, whatever it is answered with.
        expect(logged.mock.calls.map(String)).toEqual([])
        const isRefusal = subject.isRefusal?.(response.status, text) ?? response.status >= 400
        if (!isRefusal) done.add(operationId)
      }
      const sure = { ...making, fixed: Object.keys(own ?? {}) }
      for (const request of properRequests(templateOf(path), described, sure, { bodies: given, seed })) {
        await send(request, 'host')
      }
      await fc.assert(
        fc.asyncProperty(requestsTo(templateOf(path), described, making, given), (request) => send(request, 'origin')),
        { seed, numRuns: process.env.PROPERTY_RUNS ? usualRuns : (subject.numRuns ?? usualRuns) },
      )
      logged.mockRestore()
    },
    PATIENCE,
  )

  test('each operation is done at least once, but for those of which is said why not', () => {
    const missing = service.operations.map(({ operationId }) => operationId).filter((each) => !done.has(each))
    expect(missing).toEqual(Object.keys(subject.neverDone ?? {}))
  })

  function furnishedFor(operation: Operation): Promise<Furnished> {
    if (operation.access === 'write') return signedIn.furnish(operation)
    const place = signedIn.placeOf?.(operation) ?? ''
    const furnished = shared.get(place) ?? signedIn.furnish(operation)
    shared.set(place, furnished)
    return furnished
  }

  async function answerTo(
    { hosts = [], prefix = '' }: Service,
    method: string,
    where: 'host' | 'origin',
    { path, query, headers, body, isSignedIn }: GeneratedRequest,
  ): Promise<Response> {
    // Where an API has several hosts, any answers.
    const { host = hosts[0] ?? '' } = signedIn
    const base = where === 'host' ? `https://${host}` : `${PROVIDER}${prefix}`
    const request = new Request(`${base}${path}${query && `?${query}`}`, {
      method,
      headers: { ...headers, ...(isSignedIn && { authorization: `Bearer ${signedIn.token}` }) },
      ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
    })
    const answer = where === 'host' ? findHost(fixture.provider.hosts, host) : fixture.provider.fetch
    if (!answer) throw new Error(`Nobody answers for ${host}.`)
    return answer(request)
  }
})

function serviceOf(name: string): Service {
  const service = findService(name)
  if (!service) throw new Error(`There is no service ${name}.`)
  return service
}
