import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClock } from '../clock.ts'
import { openStore, type Store } from './store.ts'

let folder: string
/** Two stores over one file stand for two processes: they share nothing but the database. */
let here: Store
let elsewhere: Store
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caches-'))
  const databaseUrl = `file:${path.join(folder, 'sandbox.db')}`
  here = await openStore({ databaseUrl })
  elsewhere = await openStore({ databaseUrl })
})
afterEach(async () => {
  await here.close()
  await elsewhere.close()
  await rm(folder, { recursive: true })
})

// A clock that stands still shows that nothing depends on how much time goes by between two writes.
const clock = createClock(() => Date.UTC(2026, 0, 15, 9))

const makeProject = (store: Store, keyId: string) =>
  store.projects.create({
    id: 'p',
    name: 'p',
    allowedOrigins: [],
    accessibleFeatures: [],
    billingPlan: 'pro',
    dateCreated: clock.timestamp(),
    signingKey: { id: keyId, publicKey: 'public half' },
    integrations: [],
  })
const keysOf = async (store: Store) => (await store.projects.find('p'))?.signingKeys.map(({ id }) => id)
const makeUser = (store: Store, personaId: string) =>
  store.connectedUsers.findOrCreate('p', 'u', { personaId, now: clock.timestamp() })

describe('a cached copy', () => {
  it('is served again while nothing was written', async () => {
    await makeProject(here, 'k1')
    const user = await makeUser(here, 'first')
    expect(await here.connectedUsers.find('p', 'u')).toBe(user)
    expect(await here.projects.find('p')).toBe(await here.projects.find('p'))
  })

  it('of project and user is at hand together, until another process writes to one of them', async () => {
    expect(here.inMemory('p', 'u')).toBeUndefined()
    await makeProject(here, 'k1')
    const user = await makeUser(here, 'first')
    const project = await here.projects.find('p')
    expect(here.inMemory('p', 'u')).toEqual({ project, user })
    expect(here.inMemory('p', 'someone else')).toBeUndefined()

    await elsewhere.connectedUsers.write(user, clock.timestamp(), (writes) => writes.setMeta({ by: 'elsewhere' }))
    expect(here.inMemory('p', 'u')).toBeUndefined()
    await here.connectedUsers.find('p', 'u')
    expect(here.inMemory('p', 'u')?.user.meta).toEqual({ by: 'elsewhere' })

    await elsewhere.projects.addSigningKey('p', { id: 'k2', publicKey: 'another' }, clock.timestamp())
    expect(here.inMemory('p', 'u')).toBeUndefined()
    await elsewhere.projects.remove('p')
    expect(here.inMemory('p', 'u')).toBeUndefined()
  })

  it('of both is asked for again with the next turn of the event loop', async () => {
    await makeProject(here, 'k1')
    await makeUser(here, 'first')
    await here.projects.find('p')
    expect(here.inMemory('p', 'u')).toBeDefined()
    // Past the stores of this process, which know of each other's writes at once.
    const another = new Database(path.join(folder, 'sandbox.db'))
    another.exec('UPDATE Persona SET revision = revision + 1')
    another.close()
    await nextTurn()
    expect(here.inMemory('p', 'u')).toBeUndefined()
  })

  it('of a user goes stale when another process writes', async () => {
    await makeProject(here, 'k1')
    const user = await makeUser(here, 'first')
    expect((await elsewhere.connectedUsers.find('p', 'u'))?.meta).toEqual({})
    for (const [writer, reader, meta] of [
      [here, elsewhere, { by: 'here' }],
      [elsewhere, here, { by: 'elsewhere' }],
    ] as const) {
      await writer.connectedUsers.write(user, clock.timestamp(), (writes) => writes.setMeta(meta))
      expect((await reader.connectedUsers.find('p', 'u'))?.meta).toEqual(meta)
    }
  })

  it('of a project goes stale when another process adds a key, or removes it', async () => {
    await makeProject(here, 'k1')
    expect(await keysOf(elsewhere)).toEqual(['k1'])
    await here.projects.addSigningKey('p', { id: 'k2', publicKey: 'public half' }, clock.timestamp())
    expect(await keysOf(elsewhere)).toEqual(['k1', 'k2'])
    await here.projects.remove('p')
    expect(await keysOf(elsewhere)).toBeUndefined()
  })

  it.each([
    ['here', 0],
    ['here', 3],
    ['elsewhere', 0],
    ['elsewhere', 3],
  ])('is not taken for what is made again under the same name %s, after %d writes', async (where, count) => {
    const again = where === 'here' ? here : elsewhere
    await makeProject(here, 'k1')
    const user = await makeUser(here, 'first')
    for (let writes = 0; writes < count; writes++) {
      await here.connectedUsers.write(user, clock.timestamp(), (each) => each.setMeta({ writes }))
      await here.projects.addSigningKey('p', { id: `k1-${writes}`, publicKey: 'public half' }, clock.timestamp())
    }
    expect(await keysOf(here)).toHaveLength(1 + count)
    expect(await here.connectedUsers.find('p', 'u')).toMatchObject({ personaId: 'first' })

    await again.projects.remove('p')
    await makeProject(again, 'k2')
    await makeUser(again, 'second')
    expect(await keysOf(here)).toEqual(['k2'])
    expect(await here.connectedUsers.find('p', 'u')).toMatchObject({ personaId: 'second', meta: {}, credentials: [] })
  })
})
