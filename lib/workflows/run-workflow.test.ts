import { describe, expect, it } from 'vitest'
import { runWorkflow } from './run-workflow'
import type { Trigger } from './triggers'

const json: Trigger = { kind: 'request', sample: {}, answer: 'json' }

/** Runs it against an SDK that answers so, or throws so. */
function outcomeOf(workflow: () => unknown, trigger: Trigger = json) {
  const paragon = { workflow: async () => workflow() as object | undefined }
  return runWorkflow(paragon, { id: 'w', trigger }, { query: 'a' }, { selectedCredentialId: 'credential' })
}

/** As SDK 2.4.0 throws a refusal: with the body of the answer for its message. */
const refused = (body: object) => () => {
  throw new Error(JSON.stringify(body))
}

describe('runWorkflow', () => {
  it('runs as the account, with the body', async () => {
    const calls: unknown[] = []
    const paragon = {
      workflow: async (...call: unknown[]) => {
        calls.push(call)
        return { files: [] }
      },
    }
    const outcome = await runWorkflow(
      paragon,
      { id: 'w', trigger: json },
      { query: 'a' },
      { selectedCredentialId: 'credential' },
    )
    expect(outcome).toEqual({ kind: 'answered', data: { files: [] } })
    expect(calls).toEqual([['w', { body: { query: 'a' }, selectedCredentialId: 'credential' }]])
    const selection = { selectedCredentialId: 'credential', selectedConfigurationId: 'configuration' }
    await runWorkflow(paragon, { id: 'w', trigger: json }, {}, selection)
    expect(calls[1]).toEqual(['w', { body: {}, ...selection }])
  })

  it('says that a workflow is off, whether the SDK knows it or the server', async () => {
    const words = 'Workflow w is not enabled for this user.'
    const problem = { title: 'The workflow is off' }
    const bySdk = () => {
      throw new Error(words)
    }
    expect(await outcomeOf(bySdk)).toMatchObject({ kind: 'refused', problem })
    // The SDK throws at once, not by way of its promise.
    const paragon = { workflow: bySdk }
    expect(
      await runWorkflow(paragon, { id: 'w', trigger: json }, {}, { selectedCredentialId: 'credential' }),
    ).toMatchObject({ problem })
    const body = { message: words, code: '40020', status: 400, meta: {} }
    expect(await outcomeOf(refused(body))).toMatchObject({ kind: 'refused', problem })
  })

  it('tells an answer that comes too late from a failure', async () => {
    const late = {
      message: 'Workflow has been enqueued but has not completed.',
      dateSubmitted: '2030-05-06T10:00:00.000Z',
      projectId: 'p',
      workflowId: 'w',
      executionId: 'e',
    }
    expect(await outcomeOf(refused(late))).toMatchObject({
      kind: 'unfinished',
      problem: { title: 'The workflow takes longer than Paragon waits' },
    })
    const failed = {
      message: 'The workflow failed: Google Drive answered 500',
      code: '50010',
      status: 500,
      meta: { workflowId: 'w', executionId: 'e' },
    }
    expect(await outcomeOf(refused(failed))).toEqual({
      kind: 'refused',
      problem: { title: 'The workflow failed', detail: failed.message },
      data: undefined,
    })
  })

  it('keeps Paragon’s words when it does not start', async () => {
    const message = 'The Google Drive account is no longer valid. Reconnect it.'
    expect(await outcomeOf(refused({ message, code: '40010', status: 400, meta: {} }))).toEqual({
      kind: 'refused',
      problem: { title: 'The workflow did not start', detail: message },
      data: undefined,
    })
  })

  it('shows what a Response step refused with', async () => {
    const answer = { message: 'There is no such file in this Drive.', fileId: 'x' }
    expect(await outcomeOf(refused(answer), { kind: 'request', sample: {}, answer: 'file' })).toMatchObject({
      kind: 'refused',
      problem: { title: 'The workflow refused', detail: expect.stringContaining('no file') },
      data: answer,
    })
  })

  it('says when there was no answer', async () => {
    const offline = () => {
      throw new Error('Failed to fetch')
    }
    expect(await outcomeOf(offline)).toMatchObject({
      kind: 'unreachable',
      problem: { title: 'Paragon could not be reached' },
    })
  })

  it('has no content for what is no JSON', async () => {
    expect(await outcomeOf(() => undefined)).toEqual({ kind: 'answered', data: undefined })
  })
})
