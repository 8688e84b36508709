import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'
import { fieldSources } from './sources.ts'

let sandbox: TestSandbox
let user: TestUser
let work: WireCredential
let home: WireCredential
let calendar: WireCredential
beforeAll(async () => {
  sandbox = await createTestSandbox()
  user = await sandbox.user('chooser')
  work = await user.addAccount(maya.work)
  home = await user.addAccount(maya.home, { externalId: 'home' })
  calendar = await user.addAccount(maya.home, { integration: 'googleCalendar' })
})
afterAll(() => sandbox.dispose())

/** As the SDK asks. */
const ask = (
  body: { action?: string; sourceKey?: string; pageCursor?: unknown; search?: string; parameters?: unknown },
  credential?: string,
  by = user,
) => {
  const { pageCursor = 0, search, parameters = [], ...rest } = body
  return by.call('POST', '/sdk/actions', {
    body: { ...rest, parameters, paginationParameters: { pageCursor, search } },
    headers: credential === undefined ? {} : { 'x-paragon-credential': credential },
  })
}
interface Output {
  output: { records: { value: string; label: string; subtitle?: string }[]; nextPageCursor: string | null }
}
const options = async (...asked: Parameters<typeof ask>) => {
  const answer = await ask(...asked)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return ((await answer.json()) as Output).output
}
const drive = { action: 'googledrive', sourceKey: 'folders' }

describe('options of an input', () => {
  it('are those of the account that is selected, whichever way, and else of the oldest', async () => {
    for (const [selector, folder] of [
      [undefined, 'Launch'],
      [work.id, 'Launch'],
      [home.id, 'Recipes'],
      ['ext:home', 'Recipes'],
      ['home', 'Recipes'],
    ] as const) {
      const { records, nextPageCursor } = await options(drive, selector)
      expect([records, nextPageCursor]).toEqual([[{ value: expect.any(String), label: folder }], null])
    }
    expect((await options({ action: 'googleCalendar', sourceKey: 'calendars' })).records).toEqual([
      { value: maya.home, label: maya.home, subtitle: 'Primary calendar' },
    ])
  })

  it('are not changed by the account of another integration that the SDK names (trap T1)', async () => {
    expect((await options(drive, calendar.id)).records).toMatchObject([{ label: 'Launch' }])
    expect((await options({ action: 'googleCalendar', sourceKey: 'calendars' }, work.id)).records).toHaveLength(1)
  })

  it('are searched', async () => {
    expect((await options({ ...drive, sourceKey: 'files', search: 'launch' })).records).toMatchObject([
      { label: 'Launch budget.csv' },
      { label: 'Q1 launch plan.md' },
    ])
    expect((await options({ ...drive, search: 'nothing' })).records).toEqual([])
    expect((await options({ action: 'googleCalendar', sourceKey: 'calendars', search: 'HOME' })).records).toHaveLength(
      1,
    )
    expect((await options({ action: 'googleCalendar', sourceKey: 'calendars', search: 'zzz' })).records).toEqual([])
  })

  it('come in pages', async () => {
    for (let index = 0; index < 60; index += 1) {
      const name = `Folder ${String(index).padStart(2, '0')}`
      await user.call('POST', '/tools', {
        body: { tool: 'GOOGLE_DRIVE_CREATE_FOLDER', parameters: { name } },
        headers: { 'x-paragon-credential': home.id },
      })
    }
    const first = await options({ ...drive, search: 'Folder' }, home.id)
    const second = await options({ ...drive, search: 'Folder', pageCursor: first.nextPageCursor }, home.id)
    expect([first.records.length, second.records.length, second.nextPageCursor]).toEqual([50, 10, null])
    expect(new Set([...first.records, ...second.records].map(({ value }) => value)).size).toBe(60)
  })

  it('never have an id, which the SDK would take for something else', async () => {
    for (const [action, sources] of Object.entries(fieldSources)) {
      if (!['googledrive', 'googleCalendar'].includes(action)) await user.addAccount(maya.work, { integration: action })
      for (const sourceKey of Object.keys(sources)) {
        const { records } = await options({ action, sourceKey })
        expect(records.length, `${action} ${sourceKey}`).toBeGreaterThan(0)
        for (const record of records) expect(record).not.toHaveProperty('id')
      }
    }
  })
})

describe('options are refused', () => {
  const expectError = async (answer: Response, status: number, code: string, message: RegExp) => {
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { status, code, message: expect.stringMatching(message) },
    ])
  }

  it('for an integration or a source that is not there', async () => {
    await expectError(await ask({ ...drive, action: 'none' }), 404, '40400', /"none" not found/)
    await expectError(await ask({ ...drive, sourceKey: 'none' }), 404, '40400', /no options called "none"/)
    await expectError(await ask({ ...drive, sourceKey: 'toString' }), 404, '40400', /toString/)
    await expectError(await ask(drive, 'nobody'), 404, '40400', /nobody/)
  })

  it('for an account that is not connected, not valid, or not the token’s to see', async () => {
    const newcomer = await sandbox.user('has-none')
    await expectError(await ask(drive, undefined, newcomer), 404, '40410', /not enabled for user/)

    const mine = await sandbox.user('chooser', { permissions: { [`credential:${work.id}`]: ['credential:write'] } })
    expect((await options(drive, undefined, mine)).records).toMatchObject([{ label: 'Launch' }])
    await expectError(await ask(drive, home.id, mine), 403, '7210', /does not allow/)

    const broken = await sandbox.user('broken')
    const { id } = await broken.addAccount(maya.work)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${id}/invalidate`)
    await expectError(await ask(drive, undefined, broken), 400, '40010', /no longer valid/)
  })

  it('when the third party refuses, or the body makes no sense', async () => {
    await expectError(await ask({ ...drive, pageCursor: 'made up' }), 400, '41070', /pageToken/)
    await expectError(await user.call('POST', '/sdk/actions', { body: {} }), 400, '40000', /body.action/)
    await expectError(await ask({ ...drive, parameters: 'x' }), 400, '40000', /body.parameters/)
  })
})
