import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { createSandbox } from '../sandbox.ts'
import { testSandboxOptions } from './test-sandbox-options.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder with the database that every test's sandbox starts from. */
    templateDatabase: string
  }
}

/** One for all of Vitest's projects: each loads this module for itself, and the schema engine bears one copy a process only. */
const shared: typeof globalThis & { templateDatabase?: Promise<string> } = globalThis

/** A migrated database with the tests' project in it: to make one for each test took most of the time of them all. */
export default async function provideTemplateDatabase(project: TestProject) {
  shared.templateDatabase ??= makeTemplateDatabase()
  const folder = await shared.templateDatabase
  project.provide('templateDatabase', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

async function makeTemplateDatabase() {
  const folder = mkdtempSync(path.join(tmpdir(), 'paragon-sandbox-template-'))
  const sandbox = await createSandbox(testSandboxOptions(folder))
  await sandbox.close()
  return folder
}
