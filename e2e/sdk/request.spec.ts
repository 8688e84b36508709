import { expect, type HostPage, maya, test } from '../support/host-page.ts'

interface DriveAbout {
  user: { emailAddress: string }
}
interface DriveFile {
  id: string
  name: string
  mimeType: string
}

/** Whose Drive answers: of the account selected, or of the default one. */
async function whoAnswers(host: HostPage, selectedCredentialId?: string): Promise<string | undefined> {
  const about = await host.run(
    ({ paragon }, selection) =>
      paragon.request<DriveAbout>('googledrive', '/about?fields=user', { method: 'GET', ...selection }),
    selectedCredentialId === undefined ? {} : { selectedCredentialId },
  )
  return about?.user.emailAddress
}

async function fileNames(host: HostPage, selectedCredentialId: string): Promise<string[] | undefined> {
  const list = await host.run(
    ({ paragon }, id) =>
      paragon.request<{ files: DriveFile[] }>('googledrive', '/files?orderBy=name', { selectedCredentialId: id }),
    selectedCredentialId,
  )
  return list?.files.map(({ name }) => name)
}

test('the same request as each of two accounts reaches what is theirs; without a selection, the default’s', async ({
  host,
}) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  expect(await whoAnswers(host, a.id)).toBe(maya.work)
  expect(await whoAnswers(host, b.id)).toBe(maya.home)
  expect(await whoAnswers(host)).toBe(maya.work)

  const [work = [], home = []] = [await fileNames(host, a.id), await fileNames(host, b.id)]
  expect(work).toContain('Launch budget.csv')
  expect(home).toContain('Sourdough.md')
  expect(work.filter((name) => home.includes(name))).toEqual([])

  const raw = await host.rest<{ output: DriveAbout }>('GET', '/sdk/proxy/googledrive/about?fields=user', {
    headers: { 'x-paragon-credential': b.id },
  })
  expect(raw).toMatchObject({ status: 200, body: { output: { user: { emailAddress: maya.home } } } })
})

test('an external id selects an account, with its mark and without (trap T3)', async ({ host }) => {
  await host.connect(maya.work)
  await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  expect(await whoAnswers(host, 'ext:ws-2')).toBe(maya.home)
  expect(await whoAnswers(host, 'ws-2')).toBe(maya.home)
  const headers = host.sent('GET', /\/sdk\/proxy\//).map((request) => request.headers['x-paragon-credential'])
  expect(headers, 'the SDK sends the selector as it was given').toEqual(['ext:ws-2', 'ws-2'])

  const sent = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.request('googledrive', '/about?fields=user', { selectedCredentialId: 'ext:nobody' })),
  )
  expect(sent).toMatchObject({ message: 'Credential "ext:nobody" not found.', response: { status: 404 } })
})

test('bodies arrive as they were meant: an object, a string, and any spelling of the content type (trap T12)', async ({
  host,
}) => {
  const { id } = await host.connect(maya.work)
  await host.authenticate()
  const created = await host.run(async ({ paragon }, selectedCredentialId) => {
    const create = (init: { body: object | string; headers?: Record<string, string> }) =>
      paragon.request<DriveFile>('googledrive', '/files', { method: 'POST', selectedCredentialId, ...init })
    const uploaded = await paragon.request<DriveFile>(
      'googledrive',
      'https://www.googleapis.com/upload/drive/v3/files?uploadType=media',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'Grüße 👋', selectedCredentialId },
    )
    return {
      object: await create({ body: { name: 'object.txt' } }),
      string: await create({ body: JSON.stringify({ name: 'string.txt' }) }),
      upper: await create({ body: '{"name":"upper.txt"}', headers: { 'Content-Type': 'application/json' } }),
      lower: await create({ body: '{"name":"lower.txt"}', headers: { 'content-type': 'application/json' } }),
      uploaded,
      content: await paragon.request<string>('googledrive', `/files/${uploaded?.id}?alt=media`, {
        selectedCredentialId,
      }),
      deleted: await paragon.request('googledrive', `/files/${uploaded?.id}`, {
        method: 'DELETE',
        selectedCredentialId,
      }),
    }
  }, id)
  for (const kind of ['object', 'string', 'upper', 'lower'] as const) {
    expect(created[kind]).toMatchObject({ id: expect.any(String), name: `${kind}.txt` })
  }
  expect(created.content).toBe('Grüße 👋')
  expect(created.deleted).toBeUndefined()

  const types = host.sent('POST', /\/sdk\/proxy\//).map((request) => request.headers['content-type'])
  expect(types[0], 'the SDK adds its own word to a lower-case header').toBe('auto, text/plain')
  expect(types.slice(1)).toEqual(['auto', 'auto', 'application/json', 'auto, application/json'])

  const names = await fileNames(host, id)
  expect(names).toEqual(expect.arrayContaining(['object.txt', 'string.txt', 'upper.txt', 'lower.txt']))
  expect(names).not.toContain(created.uploaded?.name)
})

test('a GET that failed does not spoil the next one (trap T6)', async ({ host }) => {
  await host.authenticate()
  const get = () =>
    host.run(({ paragon }) => paragon.request<DriveAbout>('googledrive', '/about?fields=user', { method: 'GET' }))
  const failed = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.request('googledrive', '/about?fields=user', { method: 'GET' })),
  )
  expect(failed).toMatchObject({ message: 'Integration not enabled for user.', response: { status: 404 } })

  const { id } = await host.connect(maya.work)
  expect((await get())?.user.emailAddress).toBe(maya.work)

  // Once more with a refusal of the account itself, and with one of the third party.
  await host.mishap(id, 'invalidate')
  const refused = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.request('googledrive', '/about?fields=user', { method: 'GET' })),
  )
  expect(refused.response).toMatchObject({ status: 400, message: expect.any(String), code: expect.any(String) })
  await host.rest(
    'DELETE',
    `/sdk/integrations/${await host.run(({ paragon }) => paragon.getIntegrationId('googledrive'))}`,
  )
  await host.connect(maya.home)
  expect((await get())?.user.emailAddress).toBe(maya.home)

  const twice = await host.run(({ paragon, refusal }) => {
    const missing = () => refusal(() => paragon.request('googledrive', '/files/missing', { method: 'GET' }))
    return missing().then(async (first) => [first, await missing()])
  })
  for (const each of twice) expect(each).toMatchObject({ response: { status: 404, meta: expect.any(Object) } })
  expect((await host.user()).authenticated).toBe(true)
})

test('an access token that ran out is renewed by the next request', async ({ host }) => {
  const { id } = await host.connect(maya.work)
  await host.mishap(id, 'expire')
  await host.authenticate()
  const before = await host.account(id)
  expect(await whoAnswers(host, id)).toBe(maya.work)
  const after = await host.account(id)
  expect(Date.parse(String(after.dateValidUntil))).toBeGreaterThan(Date.parse(String(before.dateValidUntil)))
  expect(after).toMatchObject({ status: 'VALID', refreshFailureCount: 0 })
})

test('access that the person took back makes the account INVALID, and leaves the user signed in', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  await host.mishap(a.id, 'revoke')
  const refused = await host.run(
    ({ paragon, refusal }, selectedCredentialId) =>
      refusal(() => paragon.request('googledrive', '/about?fields=user', { selectedCredentialId })),
    a.id,
  )
  expect(refused.response).toMatchObject({ status: 400, message: expect.any(String) })
  expect((await host.account(a.id)).status).toBe('INVALID')
  expect(await host.stored(), 'the oldest VALID one is the default').toMatchObject({
    enabled: true,
    credentialId: b.id,
  })
  expect(await whoAnswers(host)).toBe(maya.home)
  expect((await host.user()).authenticated).toBe(true)
})
