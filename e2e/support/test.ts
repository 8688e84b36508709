import path from 'node:path'
import { test as base } from '@playwright/test'
import { Harbor } from './harbor.ts'
import { type Stack, startStack } from './stack.ts'

/** Playwright's `test` over a stack that each worker starts for itself; relative addresses are the reference app's. */
export const test = base.extend<{ stackLogs: undefined; harbor: Harbor }, { stack: Stack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs.
    async ({}, use, workerInfo) => {
      const logs = path.join(workerInfo.project.outputDir, 'logs')
      const stack = await startStack(logs, `worker-${workerInfo.workerIndex}`)
      await use(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  harbor: ({ page, stack }, use) => use(new Harbor(page, stack)),
  baseURL: ({ stack }, use) => use(stack.appUrl),
  stackLogs: [
    async ({ stack }, use, testInfo) => {
      await use(undefined)
      if (testInfo.status === testInfo.expectedStatus) return
      await testInfo.attach('sandbox.log', { path: stack.logs.sandbox, contentType: 'text/plain' })
      await testInfo.attach('app.log', { path: stack.logs.app, contentType: 'text/plain' })
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
