import { expect } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'

/** A sandbox whose one user has connected Maya's two accounts of an integration. */
export interface ToolWorld {
  sandbox: TestSandbox
  user: TestUser
  work: WireCredential
  home: WireCredential
}

export async function createToolWorld(integration: string): Promise<ToolWorld> {
  const sandbox = await createTestSandbox()
  const user = await sandbox.user(`user-of-${integration}`)
  const work = await user.addAccount(maya.work, { integration })
  const home = await user.addAccount(maya.home, { integration })
  return { sandbox, user, work, home }
}

/** The header that selects an account; none for the default one. */
export const as = (credential: WireCredential | undefined): Record<string, string> =>
  credential ? { 'x-paragon-credential': credential.id } : {}

/** Calls of ActionKit as the user of a test, as the default account unless one is named. `Answer`: what its tools answer. */
export function toolCalls<Answer>(user: () => TestUser, integration: string) {
  const run = (tool: string, parameters: object = {}, credential?: WireCredential) =>
    user().call('POST', '/tools', { body: { tool, parameters }, headers: as(credential) })
  return {
    run,

    async result(tool: string, parameters: object = {}, credential?: WireCredential): Promise<Answer> {
      const answer = await run(tool, parameters, credential)
      const body = await answer.json()
      expect(answer.status, JSON.stringify(body)).toBe(200)
      return body as Answer
    },

    /** The status and the envelope of a tool that is not run, or that the third party refuses. */
    async refusal(tool: string, parameters: object = {}, credential?: WireCredential) {
      const answer = await run(tool, parameters, credential)
      const body = (await answer.json()) as { message: string; code: string; status: number; meta: object }
      expect([answer.status >= 400, body.status]).toEqual([true, answer.status])
      return body
    },

    /** The options of an input, as the portal and the SDK ask for them. */
    async options(sourceKey: string, { search, parameters = [] }: { search?: string; parameters?: object[] } = {}) {
      const body = { action: integration, sourceKey, parameters, paginationParameters: { pageCursor: 0, search } }
      const answer = await user().call('POST', '/sdk/actions', { body })
      return ((await answer.json()) as { output: { records: { value: string; label: string }[] } }).output.records
    },
  }
}
