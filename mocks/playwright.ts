/** The package's entry `/playwright`: each test has a project of its own, in a sandbox that its worker shares. */
import {
  test as base,
  expect as baseExpect,
  type Expect,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test'
import { type GlobalConfiguration, globalConfiguration } from './client/configure-global.ts'
import { type ControlClient, createControlClient } from './client/control-client.ts'
import { paragonMatchers } from './client/matchers.ts'
import type { ProjectControl } from './client/project-control.ts'
import { createSandbox } from './local-sandbox.ts'
import { type ChooseAccountOptions, chooseAccount } from './playwright/choose-account.ts'

export type { ExpectedCall, ExpectedCallOptions } from './client/matchers.ts'
export type { ChooseAccountOptions }

/** A sandbox that runs already. */
export interface RunningParagon {
  /** Paragon's address, without a trailing slash. */
  url: string
  /** Bearer token of its control API. */
  adminToken: string
}

export interface ParagonFixture extends ProjectControl {
  /** What the app under test calls before `authenticate`: `paragon.configureGlobal(...configureGlobal)`. */
  configureGlobal: GlobalConfiguration
  /**
   * Acts as the user in the popup that `connect`, `installIntegration` and others open: chooses an account by its e-mail
   * address, or signs in with it when it is not listed, allows or denies what is asked, and waits until the window is gone.
   */
  chooseAccount(popup: Page, account: string, options?: ChooseAccountOptions): Promise<void>
}

export interface ParagonTestFixtures {
  paragon: ParagonFixture
}

export interface ParagonWorkerFixtures {
  /** Option: a sandbox to use; default: each worker starts one of its own, on free ports. */
  paragonSandbox: RunningParagon | undefined
  /** Option: a project for all tests, of an app that cannot be told another; default: a new one for each test. */
  paragonProjectId: string | undefined
  paragonControl: ControlClient
}

/** Playwright's `test` with the fixture `paragon`. */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & ParagonTestFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & ParagonWorkerFixtures
> = base.extend<ParagonTestFixtures, ParagonWorkerFixtures>({
  paragonSandbox: [undefined, { option: true, scope: 'worker' }],
  paragonProjectId: [undefined, { option: true, scope: 'worker' }],

  paragonControl: [
    async ({ paragonSandbox }, use) => {
      if (paragonSandbox) return use(createControlClient(paragonSandbox))
      const sandbox = await createSandbox({ listen: {} })
      await use(sandbox.control)
      await sandbox.close()
    },
    { scope: 'worker' },
  ],

  paragon: async ({ paragonControl, paragonProjectId }, use, testInfo) => {
    const project = await (paragonProjectId === undefined
      ? paragonControl.createProject()
      : paragonControl.project(paragonProjectId))
    await use({
      ...project,
      configureGlobal: globalConfiguration(project.urls.paragon),
      chooseAccount,
    })
    if (testInfo.status !== testInfo.expectedStatus) {
      const body = JSON.stringify(await project.journal.list(), null, 2)
      await testInfo.attach('paragon-journal.json', { body, contentType: 'application/json' })
    }
    if (paragonProjectId === undefined) await project.remove()
  },
})

/** Playwright's `expect` with `toHaveCalled`: `await expect(paragon).toHaveCalled({ service, credentialId })`. */
export const expect: Expect<typeof paragonMatchers> = baseExpect.extend(paragonMatchers)
