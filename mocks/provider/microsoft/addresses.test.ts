import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { type GraphClient, type GraphItem, type GraphPage, JONAS, signInAtMicrosoft, WORK } from './testing.ts'

/** An answer of an action that nobody else's test looks at closely. */
interface Permission {
  id: string
  roles: string[]
}

let fixture: ProviderFixture
let maya: GraphClient
const bases: Record<string, string> = {}
let made = 0
beforeAll(async () => {
  fixture = await startProvider()
  maya = await signInAtMicrosoft(fixture, WORK)
  const { id } = await maya.json('GET', '/me/drive')
  Object.assign(bases, { '/me/drive': '/me/drive', '/drives/{id}': `/drives/${id}` })
  const [site] = (await maya.json<GraphPage>('GET', '/sites?search=*')).value
  bases['/sites/{id}/drive'] = `/sites/${site?.id}/drive`
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

/** Each by its id, and by its name from the root (learn.microsoft.com/graph/onedrive-addressing-driveitems). */
const ways = [
  ['items/{id}', ({ id }: GraphItem) => [`/items/${id}`, `/items/${id}/`] as const],
  ['root:/{path}', ({ name }: GraphItem) => [`/root:/${name}`, `/root:/${name}:/`] as const],
] as const

describe.each(['/me/drive', '/drives/{id}', '/sites/{id}/drive'])('in a drive named as %s,', (way) => {
  const base = () => bases[way] ?? ''
  const newFolder = (name: string) =>
    maya.json('POST', `${base()}/root/children`, { name: `${name}-${made++}`, folder: {} }, 201)

  it('the root is read, listed, searched and followed', async () => {
    const folder = await newFolder('Of-the-root')
    expect(await maya.json('GET', base())).toMatchObject({ id: folder.parentReference.driveId })
    expect((await maya.json('GET', `${base()}/root`)).id).toBe(folder.parentReference.id)
    for (const path of ['children', 'delta', "search(q='of')"]) {
      expect(await maya.names(`${base()}/root/${path}`)).toContain(folder.name)
    }
  })

  it.each(ways)('a folder named as %s is listed and made folders in', async (_, addressOf) => {
    const folder = await newFolder('Folder')
    const [, below] = addressOf(folder)
    const inner = await maya.json('POST', `${base()}${below}children`, { name: 'Inner', folder: {} }, 201)
    expect(inner.parentReference.id).toBe(folder.id)
    expect(await maya.names(`${base()}${below}children`)).toEqual(['Inner'])
    const beside = `${base()}/items/${folder.id}:/Below.txt`
    const file = await maya.upload(beside, 'below')
    expect((await maya.json('GET', beside)).id).toBe(file.id)
    expect(await maya.names(`${base()}/items/${folder.id}/search(q='below')`)).toEqual(['Below.txt'])
  })

  it.each(ways)('a file named as %s is read, written, shared and deleted', async (_, addressOf) => {
    const first = await maya.upload(`${base()}/root:/File-${made++}.txt`, 'first')
    const at = (file: GraphItem) => addressOf(file).map((address) => `${base()}${address}`) as [string, string]
    const [, before] = at(first)
    const written = await maya.call('PUT', `${before}content`, 'second', { 'content-type': 'text/plain' })
    expect([written.status, await written.json()]).toMatchObject([200, { id: first.id, size: 6 }])
    const file = await maya.json('PATCH', at(first)[0], { name: `Renamed-${made++}.txt` })
    const [self, below] = at(file)
    expect((await maya.json('GET', self)).id).toBe(first.id)
    expect((await maya.call('GET', `${below}content`)).status).toBe(302)

    const guest = { recipients: [{ email: JONAS }], roles: ['read'] }
    const { value: invited } = await maya.json<GraphPage<Permission>>('POST', `${below}invite`, guest)
    await maya.json('POST', `${below}createLink`, { type: 'view', scope: 'anonymous' }, 201)
    const { value: all } = await maya.json<GraphPage<Permission>>('GET', `${below}permissions`)
    expect(all.map(({ roles }) => roles)).toEqual([['owner'], ['read'], ['read']])
    const one = `${base()}/items/${file.id}/permissions/${invited[0]?.id}`
    expect(await maya.json<Permission>('GET', one)).toMatchObject({ roles: ['read'] })
    expect(await maya.json<Permission>('PATCH', one, { roles: ['write'] })).toMatchObject({ roles: ['write'] })
    expect((await maya.call('DELETE', one)).status).toBe(204)
    expect((await maya.call('GET', one)).status).toBe(404)

    expect((await maya.call('DELETE', self)).status).toBe(204)
    expect((await maya.call('GET', self)).status).toBe(404)
  })
})
