import path from 'node:path'
import type { SandboxOptions } from '../sandbox.ts'

export const ADMIN_TOKEN = 'test-admin-token'
export const API_KEY = 'test-api-key'
export const PROJECT_ID = 'test-project'
export const urls = { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' }

/** What the sandboxes of all tests have in common; the database is a file in `folder`. */
export function testSandboxOptions(folder: string) {
  return {
    databaseUrl: `file:${path.join(folder, 'test.db')}`,
    urls,
    adminToken: ADMIN_TOKEN,
    project: { id: PROJECT_ID, apiKey: API_KEY },
  } satisfies SandboxOptions
}
