import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount } from '../accounts.ts'
import { expectRefusal, type GoogleClient, signInAtGoogle } from '../google/testing.ts'
import { type ProviderFixture, startProvider } from '../testing.ts'

const GOOGLE = 'https://www.googleapis.com/auth/'
const SCOPES = `${GOOGLE}contacts.readonly ${GOOGLE}directory.readonly`
const DIRECTORY = 'sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE&readMask=names,emailAddresses'

let fixture: ProviderFixture
let work: GoogleClient
let home: GoogleClient
beforeAll(async () => {
  fixture = await startProvider()
  work = await signInAtPeople('maya.chen@northwind.example')
  home = await signInAtPeople('maya.chen.home@mail.example')
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

async function signInAtPeople(email: string, scope = SCOPES): Promise<GoogleClient> {
  return signInAtGoogle(fixture, email, scope, 'people.googleapis.com')
}

interface Shown {
  resourceName: string
  names?: { displayName: string }[]
  emailAddresses?: { value: string }[]
}
const addresses = (people: Shown[] = []) => people.map(({ emailAddresses }) => emailAddresses?.[0]?.value)
const connections = (client: GoogleClient, query = '') =>
  client.json('GET', `/v1/people/me/connections?personFields=names,emailAddresses${query}`)
const directory = (query = '') => work.json('GET', `/v1/people:listDirectoryPeople?${DIRECTORY}${query}`)

describe('the contacts of an account', () => {
  it('are its own, with what is asked for of each', async () => {
    const mine = await connections(work)
    expect(mine).toMatchObject({
      totalPeople: 2,
      connections: [
        {
          resourceName: expect.stringMatching(/^people\/c\d+$/),
          names: [{ displayName: 'Elif Aydin', givenName: 'Elif', familyName: 'Aydin' }],
          emailAddresses: [{ value: 'elif.aydin@fabrikam.example' }],
        },
        { names: [{ displayName: 'Tom Okafor' }] },
      ],
    })
    expect(mine.connections[0]).not.toHaveProperty('phoneNumbers')
    expect(await connections(work)).toEqual(mine)
    const theirs = addresses((await connections(home)).connections)
    expect(theirs.filter((address) => addresses(mine.connections).includes(address))).toEqual([])
    const phones = await work.json('GET', '/v1/people/me/connections?personFields=phoneNumbers,organizations')
    expect(phones.connections[0]).toMatchObject({
      phoneNumbers: [{ value: '+49 30 5550 1420' }],
      organizations: [{ name: 'Fabrikam' }],
    })
  })

  it('come page by page', async () => {
    const { connections: first, nextPageToken } = await connections(work, '&pageSize=1')
    const second = await connections(work, `&pageSize=1&pageToken=${nextPageToken}`)
    expect([...addresses(first), ...addresses(second.connections)]).toEqual([
      'elif.aydin@fabrikam.example',
      'tom.okafor@contoso.example',
    ])
    expect(second.nextPageToken).toBeUndefined()
    const foreign = `/v1/people/me/connections?personFields=names&pageToken=${nextPageToken}`
    await expectRefusal(await home.call('GET', foreign), 400, 'invalid', 'pageToken')
  })

  it('are found by the beginning of a name or an address', async () => {
    const search = async (query: string) => {
      const path = `/v1/people:searchContacts?readMask=emailAddresses&query=${encodeURIComponent(query)}`
      const { results } = await work.json('GET', path)
      return addresses(results.map(({ person }: { person: Shown }) => person))
    }
    expect(await search('OKA')).toEqual(['tom.okafor@contoso.example'])
    expect(await search('elif.')).toEqual(['elif.aydin@fabrikam.example'])
    expect(await search('kafor')).toEqual([])
  })
})

describe('the directory of a company', () => {
  it('has the accounts of its domain, those that are new too', async () => {
    const colleagues = ['jonas.weber@northwind.example', 'maya.chen@northwind.example', 'priya.nair@northwind.example']
    expect(addresses((await directory()).people)).toEqual(colleagues)
    await addAccount(fixture.ctx, {
      projectId: 'project',
      directory: 'google',
      email: 'new.hire@northwind.example',
      name: 'New Hire',
    })
    const { people, nextPageToken } = await directory('&pageSize=3')
    const rest = await directory(`&pageSize=3&pageToken=${nextPageToken}`)
    expect(addresses([...people, ...rest.people])).toEqual([
      'jonas.weber@northwind.example',
      'maya.chen@northwind.example',
      'new.hire@northwind.example',
      'priya.nair@northwind.example',
    ])
    const found = await work.json('GET', `/v1/people:searchDirectoryPeople?${DIRECTORY}&query=web`)
    expect([addresses(found.people), found.totalSize]).toEqual([['jonas.weber@northwind.example'], 1])
  })

  it('is none for a private account', async () => {
    const answer = await home.call('GET', `/v1/people:listDirectoryPeople?${DIRECTORY}`)
    await expectRefusal(answer, 403, 'forbidden')
  })
})

describe('a request is refused', () => {
  it.each([
    ['/v1/people/me/connections', 400, 'invalid', 'personFields'],
    ['/v1/people/me/connections?personFields=names,shoes', 400, 'invalid', 'personFields'],
    ['/v1/people/me/connections?personFields=names&pageSize=1001', 400, 'invalidParameter', 'pageSize'],
    ['/v1/people/me/connections?personFields=names&pageToken=x', 400, 'invalid', 'pageToken'],
    ['/v1/people:searchContacts?query=x', 400, 'invalid', 'readMask'],
    ['/v1/people:searchContacts?query=x&readMask=names&pageSize=31', 400, 'invalidParameter', 'pageSize'],
    ['/v1/people:listDirectoryPeople?readMask=names', 400, 'required', 'sources'],
    [`/v1/people:searchDirectoryPeople?${DIRECTORY}`, 400, 'required', 'query'],
    ['/v1/people:createContact', 404, 'notFound', undefined],
    ['/v1/people/c1', 404, 'notFound', undefined],
  ])('%s: %i', async (path, code, reason, location) => {
    await expectRefusal(await work.call('GET', path), code, reason, location)
  })

  it('without the scope for it, and without a token', async () => {
    const contactsOnly = await signInAtPeople('jonas.weber@northwind.example', `${GOOGLE}contacts.readonly`)
    expect((await contactsOnly.call('GET', '/v1/people/me/connections?personFields=names')).status).toBe(200)
    const refused = await contactsOnly.call('GET', `/v1/people:listDirectoryPeople?${DIRECTORY}`)
    expect([refused.status, (await refused.json()).error.status]).toEqual([403, 'PERMISSION_DENIED'])
    const nobody = { authorization: '' }
    expect((await work.call('GET', '/v1/people/me/connections', undefined, nobody)).status).toBe(401)
  })
})
