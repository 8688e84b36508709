import { expect } from 'vitest'
import type { executionView, stepDataView, stepViews } from '../paragon/task-history/view.ts'
import type { TestSandbox, TestUser, Wire } from './test-sandbox.ts'

export type WireExecution = Wire<ReturnType<typeof executionView>>
export type WireStep = Wire<ReturnType<typeof stepViews>[number]>

/** Deploys a workflow of a test's own, of Google Drive unless it says otherwise; answers its id. */
export async function declare(
  sandbox: TestSandbox,
  slug: string,
  workflow: { trigger: object; steps: object[]; inputs?: object[]; defaultEnabled?: boolean },
  type = 'googledrive',
): Promise<string> {
  const path = `/projects/${sandbox.projectId}/integrations/${type}/workflows/${slug}`
  const answer = await sandbox.control('PUT', path, workflow)
  const body = (await answer.json()) as { id: string }
  expect([answer.status, body]).toMatchObject([answer.status === 200 ? 200 : 201, { id: expect.any(String) }])
  return body.id
}

/** The id of a workflow of the catalog. */
export async function workflowId(sandbox: TestSandbox, slug: string): Promise<string> {
  const answer = await sandbox.control('GET', `/projects/${sandbox.projectId}`)
  const project = (await answer.json()) as { integrations: { workflows: { id: string; slug: string }[] }[] }
  const found = project.integrations.flatMap(({ workflows }) => workflows).find((workflow) => workflow.slug === slug)
  if (!found) throw new Error(`There is no workflow "${slug}".`)
  return found.id
}

export async function turnOn(user: TestUser, id: string, headers: Record<string, string> = {}): Promise<void> {
  expect((await user.call('POST', `/sdk/workflows/${id}`, { headers })).status).toBe(200)
}

/** Runs by Task History, oldest first. */
export async function runs(sandbox: TestSandbox, query: Record<string, string> = {}): Promise<WireExecution[]> {
  const answer = await sandbox.history(`?${new URLSearchParams({ sortBy: 'ASC', ...query })}`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { workflowExecutions: WireExecution[] }).workflowExecutions
}

export async function run(sandbox: TestSandbox, id: string): Promise<WireExecution & { stepExecutions: WireStep[] }> {
  const answer = await sandbox.history(`/${id}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as WireExecution & { stepExecutions: WireStep[] }
}

/** Runs that fit the query, so many of them, once each of them has ended or waits. */
export async function settledRuns(
  sandbox: TestSandbox,
  count: number,
  query: Record<string, string>,
): Promise<WireExecution[]> {
  await expect
    .poll(async () => (await runs(sandbox, query)).filter(({ status }) => status !== 'EXECUTING').length, {
      timeout: 15_000,
    })
    .toBe(count)
  return runs(sandbox, query)
}

/** What a step was given and put out, by its name; the first of them in a fan-out. */
export async function stepData(
  sandbox: TestSandbox,
  id: string,
  name: string,
): Promise<Wire<ReturnType<typeof stepDataView>>> {
  const step = (await run(sandbox, id)).stepExecutions.find((each) => each.name === name)
  if (!step) throw new Error(`The run has no step "${name}".`)
  const answer = await sandbox.history(`/${id}/step-executions/${step.id}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Wire<ReturnType<typeof stepDataView>>
}

/** Names of the files that an account has in its Drive, as the third party lists them. */
export async function driveFiles(user: TestUser, credential: string): Promise<string[]> {
  const answer = await user.call('GET', '/sdk/proxy/googledrive/files?orderBy=name&pageSize=1000', {
    headers: { 'x-paragon-credential': credential },
  })
  return ((await answer.json()) as { output: { files: { name: string }[] } }).output.files.map(({ name }) => name)
}
