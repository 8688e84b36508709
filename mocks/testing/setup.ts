import { afterAll, afterEach } from 'vitest'
import { forgetCalls, takeBreaches } from './calls.ts'

forgetCalls()

/** An answer that is not as its OpenAPI document says fails the test in whose course it came, whoever it was for. */
function failOnBreaches(): void {
  const found = takeBreaches()
  if (found.length > 0) throw new Error(found.join('\n'))
}

afterEach(failOnBreaches)
afterAll(failOnBreaches)
