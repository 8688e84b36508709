import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { recordedCalls } from '../mocks/openapi/recorded-calls.ts'
import { services } from '../mocks/openapi/services.ts'
import { supportMatrix, testsOf } from '../mocks/openapi/support-matrix.ts'
import { packageRoot } from '../mocks/package-root.ts'

// Run after all other tests (vitest.config.ts), which write down what they call.
const calls = recordedCalls()

test('every operation has a test that calls it', () => {
  const untested = services.flatMap((service) =>
    service.operations
      .filter((operation) => testsOf(service, operation, calls).length === 0)
      .map(({ operationId }) => `${service.name} ${operationId}`),
  )
  expect(untested).toEqual([])
})

test('docs/supported.md says what is so; after a run of all tests "npm run supported" writes it anew', () => {
  const written = readFileSync(path.join(packageRoot, 'docs', 'supported.md'), 'utf8')
  expect(written).toBe(supportMatrix(services, calls))
})
