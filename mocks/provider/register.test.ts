import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FOLDER } from '../store/drive-files.ts'
import { takeBreaches } from '../testing/calls.ts'
import { addAccount } from './accounts.ts'
import { seedGoogle } from './google/starting-contents.ts'
import { createProvider } from './provider.ts'
import { registerProjectAtProvider } from './register.ts'
import {
  addProject,
  authorizationUrl,
  Browser,
  CLIENTS,
  exchange,
  obtainTokens,
  type ProviderFixture,
  post,
  startProvider,
} from './testing.ts'

let fixture: ProviderFixture

beforeEach(async () => {
  fixture = await startProvider()
})
afterEach(() => fixture.ctx.dispose())

describe('a project', () => {
  it('starts with three people, each with a company account and two at each third party', async () => {
    const thirdParties = [
      'google',
      'microsoft',
      'box',
      'atlassian',
      'slack',
      'salesforce',
      'hubspot',
      'tasklab',
      'notion',
      'sendgrid',
    ]
    expect(new Set(fixture.accounts.map(({ person }) => person))).toEqual(new Set(['maya', 'jonas', 'priya']))
    for (const someone of ['maya', 'jonas', 'priya']) {
      const accounts = fixture.accounts.filter(({ person }) => person === someone)
      expect(accounts.map(({ directory, kind }) => [directory, kind])).toEqual([
        ['sso', 'work'],
        ...thirdParties.flatMap((directory) => [
          [directory, 'work'],
          [directory, 'personal'],
        ]),
      ])
      expect(accounts[1]?.hue).not.toBe(accounts[2]?.hue)
    }
    expect(new Set(fixture.accounts.map(({ id }) => id)).size).toBe(63)
    const forms: Record<string, RegExp> = {
      slack: /^U[A-Z0-9]{10}$/,
      microsoft: /^[0-9a-f-]{36}$/,
      box: /^\d{13}$/,
      atlassian: /^[0-9a-f]{24}$/,
      notion: /^[0-9a-f-]{36}$/,
      sendgrid: /^\d{12}$/,
    }
    for (const { id, directory } of fixture.accounts) expect(id).toMatch(forms[directory] ?? /^1\d{20}$/)
  })

  it('gives every Google account files that no other has, and a folder, when it is first used', async () => {
    const { prisma } = fixture.ctx.store
    expect([await prisma.driveFile.count(), await prisma.calendarEvent.count()]).toEqual([0, 0])
    const google = fixture.accounts.filter(({ directory }) => directory === 'google')
    // At the same time, and again: once each.
    for (const _ of [1, 2]) {
      await Promise.all([...google, ...google].map((account) => seedGoogle(fixture.ctx, account)))
    }
    const files = await prisma.driveFile.findMany()
    const contents = files.flatMap(({ content }) => (content === null ? [] : Buffer.from(content).toString()))
    expect(new Set(contents).size).toBe(contents.length)
    for (const { id, dateCreated } of google) {
      const own = files.filter(({ accountId }) => accountId === id)
      expect(own.filter(({ content }) => content !== null).length).toBeGreaterThanOrEqual(3)
      expect(own.filter(({ mimeType }) => mimeType === FOLDER)).toHaveLength(1)
      for (const file of own) expect(file.dateCreated.getTime()).toBeLessThan(dateCreated.getTime())
      expect(await prisma.calendarEvent.count({ where: { accountId: id } })).toBeGreaterThan(0)
    }
  })

  it('keeps the same people in two projects apart, and goes with all it has', async () => {
    const { prisma } = fixture.ctx.store
    await addProject(fixture.ctx, 'second')
    const clients = [{ ...CLIENTS.drive, id: 'second-drive' }]
    const second = await registerProjectAtProvider(fixture.ctx, { projectId: 'second', clients })
    const ids = fixture.accounts.map(({ id }) => id)
    expect(second.filter(({ id }) => ids.includes(id))).toEqual([])
    for (const account of [...fixture.accounts, ...second]) await seedGoogle(fixture.ctx, account)
    const files = await prisma.driveFile.count()
    expect(files).toBeGreaterThan(0)
    await prisma.project.delete({ where: { id: 'second' } })
    expect(await prisma.driveFile.count()).toBe(files / 2)
    expect(await prisma.providerClient.findUnique({ where: { id: 'second-drive' } })).toBeNull()
  })

  it.each(['/relative', 'javascript:alert(1)', 'data:text/html,x', 'http://localhost:3000/#fragment', ''])(
    'cannot register the redirect URI "%s"',
    async (uri) => {
      await addProject(fixture.ctx, 'bad')
      const clients = [{ ...CLIENTS.drive, id: 'bad', redirectUris: [uri] }]
      const registered = registerProjectAtProvider(fixture.ctx, { projectId: 'bad', clients })
      await expect(registered).rejects.toThrow('cannot be registered')
      expect(await fixture.ctx.store.prisma.providerAccount.count({ where: { projectId: 'bad' } })).toBe(0)
    },
  )

  it('has one account of an address in a directory, in whatever letters', async () => {
    const account = { projectId: 'project', directory: 'google', email: 'One@Mail.example', name: 'One' }
    expect(await addAccount(fixture.ctx, account)).toMatchObject({ email: 'one@mail.example', kind: 'other' })
    await expect(addAccount(fixture.ctx, { ...account, email: 'one@mail.EXAMPLE' })).rejects.toThrow(
      /UNIQUE constraint/,
    )
    await addAccount(fixture.ctx, { ...account, directory: 'sso', person: 'maya', kind: 'work' })
  })
})

describe('the signing key', () => {
  const keys = async (provider: ProviderFixture['provider']) =>
    (await provider.fetch(new Request('http://localhost:4020/jwks'))).json()

  it('is one for all providers over one store, however many ask first', async () => {
    const providers = Array.from({ length: 4 }, () => createProvider(fixture.ctx))
    const published = await Promise.all(providers.map(keys))
    expect(published[0].keys).toHaveLength(1)
    for (const other of published) expect(other).toEqual(published[0])
    expect(await fixture.ctx.store.prisma.providerKey.count()).toBe(1)
  })

  it('is the same after a restart', async () => {
    const before = await keys(createProvider(fixture.ctx))
    expect(await keys(createProvider(fixture.ctx))).toEqual(before)
  })
})

describe('an avatar', () => {
  const get = (path: string) => fixture.provider.fetch(new Request(`http://localhost:4020/avatars/${path}`))

  it('shows the initials on the colour of the account, to pages of any origin', async () => {
    const maya = fixture.account('maya.chen@northwind.example')
    const response = await get(`${maya.id}.svg`)
    expect(response.headers.get('content-type')).toContain('image/svg+xml')
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(response.headers.get('cache-control')).toContain('max-age')
    const svg = await response.text()
    expect(svg).toContain('>MC</text>')
    expect(svg).toContain(`hsl(${maya.hue} `)
  })

  it('has nothing in it that a name could smuggle in', async () => {
    const account = { projectId: 'project', directory: 'google', email: 'x@mail.example', name: '<script> & "é"' }
    const { id } = await addAccount(fixture.ctx, account)
    expect(await (await get(`${id}.svg`)).text()).toContain('>SÉ</text>')
  })

  it('of nobody is not there', async () => {
    expect((await get('nobody.svg')).status).toBe(404)
  })
})

describe('a failure of the provider itself', () => {
  it('is told in the shape of what was asked, and in no detail', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = await startProvider()
    const { access_token } = await obtainTokens(broken)
    await broken.ctx.store.prisma.$executeRawUnsafe('ALTER TABLE ProviderToken RENAME TO Gone')
    await broken.ctx.store.prisma.$executeRawUnsafe('ALTER TABLE ProviderClient RENAME TO GoneToo')
    const token = await post(broken, '/oauth/token', exchange('any-code'))
    expect(token.status).toBe(500)
    expect(await token.json()).toEqual({ error: 'server_error', error_description: expect.any(String) })
    const headers = { authorization: `Bearer ${access_token}` }
    const drive = await broken.provider.fetch(new Request('http://localhost:4020/drive/v3/files', { headers }))
    expect(await drive.json()).toMatchObject({ error: { code: 500, message: 'Internal Error', status: 'INTERNAL' } })
    const page = await new Browser(broken.provider).open(authorizationUrl('drive'))
    expect(page.status).toBe(500)
    expect(page.html).toContain('<h1>Something went wrong</h1>')
    expect(page.html).not.toContain('ProviderClient')
    expect(log).toHaveBeenCalledTimes(3)
    log.mockRestore()
    // No document promises it.
    expect(takeBreaches()).toEqual(Array(3).fill(expect.stringContaining('answered 500')))
    await broken.ctx.dispose()
  })
})

describe('a chooser', () => {
  it('lists at most twenty accounts', async () => {
    for (let index = 0; index < 20; index++) {
      const email = `number${index}@mail.example`
      await addAccount(fixture.ctx, { projectId: 'project', directory: 'google', email, name: email })
    }
    const page = await new Browser(fixture.provider).open(authorizationUrl('drive'))
    expect(page.buttons.filter(({ name }) => name === 'account')).toHaveLength(20)
  })
})
