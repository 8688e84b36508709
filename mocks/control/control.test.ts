import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { catalog } from '../catalog/catalog.ts'
import { ADMIN_TOKEN, createTestSandbox, maya, type TestSandbox } from '../testing/test-sandbox.ts'
import { ensureProject } from './projects/ensure-project.ts'
import { signingKeyFromPem } from './projects/signing-key.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const raw = (path: string, headers: Record<string, string>) =>
  sandbox.paragon(new Request(`http://localhost:4010/_sandbox${path}`, { method: 'POST', headers, body: '{}' }))

async function expectProblem(response: Response, status: number, detail: RegExp = /./) {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  const { errors, ...problem } = (await response.json()) as { errors?: { path: string; message: string }[] }
  expect(problem).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.stringMatching(detail),
  })
  // What is wrong with fields is said field by field as well.
  if (errors) expect(problem).toHaveProperty('detail', errors.map((each) => `${each.path}: ${each.message}`).join('; '))
}

describe('the control API', () => {
  it('takes the admin token only', async () => {
    await expectProblem(await raw('/projects', {}), 401)
    await expectProblem(await raw('/projects', { authorization: 'Bearer wrong' }), 401)
    await expectProblem(await raw('/projects', { authorization: `Basic ${ADMIN_TOKEN}` }), 401)
  })

  it('takes no call from another origin, with the token or without', async () => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, origin: 'http://localhost:3000' }
    await expectProblem(await raw('/projects', headers), 403)
    const own = { ...headers, origin: 'http://localhost:4010' }
    expect((await raw('/projects', own)).status).toBe(201)
  })

  it('knows its paths', async () => {
    await expectProblem(await sandbox.control('GET', '/nowhere'), 404)
  })
})

describe('projects', () => {
  it('are made with a key whose tokens are good there and nowhere else', async () => {
    const made = await sandbox.control('POST', '/projects', { id: 'made-here', name: 'Mine' })
    expect(made.status).toBe(201)
    expect(await made.json()).toMatchObject({
      projectId: 'made-here',
      signingKey: expect.stringContaining('BEGIN PRIVATE KEY'),
      urls: { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' },
    })
    const answer = await sandbox.control('POST', '/projects/made-here/tokens', { sub: 'u', claims: { extra: 1 } })
    expect(answer.status).toBe(201)
    const { token } = (await answer.json()) as { token: string }
    const me = (projectId: string) =>
      sandbox.paragon(
        new Request(`http://localhost:4010/projects/${projectId}/sdk/me`, {
          headers: { authorization: `Bearer ${token}` },
        }),
      )
    expect((await me('made-here')).status).toBe(200)
    expect((await me('test-project')).status).toBe(401)
  })

  it('are described and removed, with everything in them', async () => {
    await sandbox.control('POST', '/projects', { id: 'short-lived' })
    const described = await sandbox.control('GET', '/projects/short-lived')
    expect(await described.json()).toMatchObject({
      projectId: 'short-lived',
      integrations: catalog.map(({ type }) => ({ type })),
    })
    const body = { sub: 'u', integration: 'googledrive', account: maya.work }
    expect((await sandbox.control('POST', '/projects/short-lived/credentials', body)).status).toBe(201)
    expect((await sandbox.control('DELETE', '/projects/short-lived')).status).toBe(204)
    await expectProblem(await sandbox.control('GET', '/projects/short-lived'), 404)
    await expectProblem(await sandbox.control('DELETE', '/projects/short-lived'), 404)
    expect((await sandbox.control('POST', '/projects', { id: 'short-lived' })).status).toBe(201)
  })

  it('of one id that are asked for at once are made once', async () => {
    const make = () => sandbox.control('POST', '/projects', { id: 'asked-for-twice' })
    const statuses = (await Promise.all([make(), make()])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, 409])
    const body = { sub: 'u', integration: 'googledrive', account: maya.work }
    expect((await sandbox.control('POST', '/projects/asked-for-twice/credentials', body)).status).toBe(201)
  })

  it('may share a signing key, and be opened with one more', async () => {
    const pem = () =>
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const [shared, later] = [signingKeyFromPem(pem()), signingKeyFromPem(pem())]
    for (const [id, signingKey] of [
      ['sharing-a', shared],
      ['sharing-b', shared],
      ['sharing-b', shared],
      ['sharing-b', later],
    ] as const) {
      await ensureProject(sandbox.context, id, { signingKey, loginClient: undefined })
    }
    const keysOf = async (id: string) =>
      (await sandbox.context.store.projects.find(id))?.signingKeys.map(({ publicKey }) => publicKey)
    expect(await keysOf('sharing-a')).toEqual([shared.publicKey])
    expect(await keysOf('sharing-b')).toEqual([shared.publicKey, later.publicKey])
  })

  it('are refused when the id is taken or the input is wrong', async () => {
    await expectProblem(await sandbox.control('POST', '/projects', { id: 'test-project' }), 409)
    await expectProblem(
      await sandbox.control('POST', '/projects', { id: 'my-proxy' }),
      422,
      /id: must not contain "proxy"/,
    )
    await expectProblem(await sandbox.control('POST', '/projects', { id: 'a/b', name: 7 }), 422, /id: .*; name: /)
    await expectProblem(await sandbox.control('POST', '/projects', { unknown: true }), 422)
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const request = new Request('http://localhost:4010/_sandbox/projects', { method: 'POST', headers, body: '{' })
    await expectProblem(await sandbox.paragon(request), 400)
    await expectProblem(await sandbox.control('POST', '/projects', { name: 'x'.repeat(1_000_001) }), 413)
  })
})

describe('tokens', () => {
  it('of a removed project are refused by the one that is made again under its id', async () => {
    const make = () => sandbox.control('POST', '/projects', { id: 'made-twice' })
    const tokenOf = async () => {
      const answer = await sandbox.control('POST', '/projects/made-twice/tokens', { sub: 'u' })
      return ((await answer.json()) as { token: string }).token
    }
    const call = (token: string, init: RequestInit = {}) =>
      sandbox.paragon(
        new Request('http://localhost:4010/projects/made-twice/sdk/me', {
          ...init,
          headers: { authorization: `Bearer ${token}` },
        }),
      )
    await make()
    const before = await tokenOf()
    expect((await call(before)).status).toBe(200)
    await sandbox.control('DELETE', '/projects/made-twice')
    expect((await call(before)).status).toBe(404)
    await make()
    expect((await call(before)).status).toBe(401)
    // The user is a new one as well: what was cached of the old one is not written to.
    const after = await tokenOf()
    expect((await call(after, { method: 'PATCH', body: '{"meta":{"new":true}}' })).status).toBe(200)
    expect(await (await call(after)).json()).toMatchObject({ meta: { new: true } })
  })

  it('may be expired on purpose', async () => {
    const answer = await sandbox.control('POST', '/projects/test-project/tokens', { sub: 'u', expiresIn: -3600 })
    const { token } = (await answer.json()) as { token: string }
    const me = await sandbox.paragon(
      new Request('http://localhost:4010/projects/test-project/sdk/me', {
        headers: { authorization: `Bearer ${token}` },
      }),
    )
    expect([me.status, await me.json()]).toMatchObject([401, { message: 'The Paragon User Token has expired.' }])
  })

  it('are refused for an unknown project or without a sub', async () => {
    await expectProblem(await sandbox.control('POST', '/projects/none/tokens', { sub: 'u' }), 404)
    await expectProblem(await sandbox.control('POST', '/projects/test-project/tokens', {}), 422, /sub/)
  })
})

describe('credentials', () => {
  it('are connected without the browser, as real as with it', async () => {
    const user = await sandbox.user('no-browser')
    const credential = await user.addAccount(maya.work.toUpperCase(), { externalId: 'ws' })
    expect((await user.integration()).allCredentials).toEqual([credential])
    const files = await user.call('GET', '/sdk/proxy/googledrive/about?fields=user')
    expect(await files.json()).toMatchObject({ output: { user: { emailAddress: maya.work } } })
  })

  it('cannot be revoked at a provider that is not there', async () => {
    const user = await sandbox.user('out-of-reach')
    const { id } = await user.addAccount(maya.work)
    vi.spyOn(sandbox.context, 'fetch').mockRejectedValueOnce(new TypeError('fetch failed'))
    const answer = await sandbox.control('POST', `/projects/test-project/credentials/${id}/revoke`)
    await expectProblem(answer, 502, /could not be reached/)
    expect((await user.call('GET', '/sdk/proxy/googledrive/about?fields=user')).status).toBe(200)
  })

  it('are refused for what is not there', async () => {
    const post = (body: object, projectId = 'test-project') =>
      sandbox.control('POST', `/projects/${projectId}/credentials`, {
        sub: 'u',
        integration: 'googledrive',
        account: maya.work,
        ...body,
      })
    await expectProblem(await post({}, 'none'), 404)
    await expectProblem(await post({ integration: 'nothing' }), 404, /nothing/)
    await expectProblem(await post({ account: 'nobody@mail.example' }), 404, /nobody/)
    await expectProblem(await post({ sub: '' }), 422)
    await expectProblem(await post({ sub: 'u\0' }), 422)
    await expectProblem(await post({ externalId: 'a\0b' }), 400, /externalId/)
    expect((await post({ externalId: 'once' })).status).toBe(201)
    await expectProblem(await post({ externalId: 'once' }), 409)
    for (const mishap of ['expire', 'invalidate', 'revoke']) {
      await expectProblem(await sandbox.control('POST', `/projects/test-project/credentials/none/${mishap}`), 404)
    }
  })
})

describe('the list of projects', () => {
  it('is by their ids, a page at a time', async () => {
    for (const id of ['listed-b', 'listed-a']) await sandbox.control('POST', '/projects', { id, demoAccounts: false })
    const list = async (query: string) => (await (await sandbox.control('GET', `/projects${query}`)).json()) as Listed
    const first = await list('?cursor=listed&limit=1')
    expect([first.projects.map(({ projectId }) => projectId), first.nextCursor]).toEqual([['listed-a'], 'listed-a'])
    const second = await list(`?cursor=${first.nextCursor}&limit=1`)
    expect(second.projects.map(({ projectId }) => projectId)).toEqual(['listed-b'])
    await expectProblem(await sandbox.control('GET', '/projects?limit=0'), 422)
  })

  it('grows by no project that is made of null', async () => {
    await expectProblem(await sandbox.control('POST', '/projects', null), 422)
  })
})

interface Listed {
  projects: { projectId: string }[]
  nextCursor: string | null
}
