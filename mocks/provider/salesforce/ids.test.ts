import { describe, expect, it } from 'vitest'
import { systemRandom } from '../../random.ts'
import { derivedId, newId, readId } from './ids.ts'
import { instanceHost } from './org.ts'
import { isVersion, versions } from './versions.ts'

describe('an id', () => {
  // Ids of Salesforce's own documentation.
  it.each(['001D000000IqhSLIAZ', '001D000000IomazIAB', '00190000001pPvHAAU', '0011I00000aAsbRQAS'])(
    'of 15 characters is completed by the checksum of its capitals: %s',
    (id) => {
      expect(readId(id.slice(0, 15))).toBe(id)
      expect(readId(id)).toBe(id)
    },
  )

  it.each(['', '001D000000IqhSLIAA', '001D000000IqhS', '001D000000IqhSLI', '001D000000Iqh-L', '001D000000IqhSLIAZ0'])(
    'is not %j',
    (text) => {
      expect(readId(text)).toBeUndefined()
    },
  )

  it('begins with the characters of its type, and is another each time or follows from a text', () => {
    const ids = Array.from({ length: 100 }, () => newId(systemRandom, '003'))
    for (const id of ids) expect([id.slice(0, 3), readId(id)]).toEqual(['003', id])
    expect(new Set(ids).size).toBe(100)
    expect(derivedId('005', 'a')).toBe(derivedId('005', 'a'))
    expect(derivedId('005', 'a')).not.toBe(derivedId('005', 'b'))
    expect(readId(derivedId('00D', 'a'))).toMatch(/^00D/)
  })
})

describe('the host of an org', () => {
  const host = (email: string) => instanceHost({ email })

  it('tells whose it is, and is a host name whatever the address is', () => {
    expect(host('maya.chen@northwind.example')).toMatch(/^northwind-maya-chen-[0-9a-f]{4}\.my\.salesforce\.com$/)
    const odd = ['@', 'ü@ö.example', `${'x'.repeat(200)}@${'y'.repeat(200)}.example`, '--@--', 'a b@c']
    for (const each of odd.map(host)) {
      expect(new URL(`https://${each}`).host).toBe(each)
      expect(each.split('.')[0]?.length).toBeLessThanOrEqual(63)
      expect(each).toMatch(/^[a-z0-9].*[a-z0-9]\.my\.salesforce\.com$/)
    }
  })

  it('differs where addresses differ', () => {
    const addresses = ['a.b@x.example', 'a-b@x.example', 'a_b@x.example', 'a.b@x.test']
    expect(new Set(addresses.map(host)).size).toBe(addresses.length)
  })
})

describe('versions of the API', () => {
  it('are named after the season and year of their release', () => {
    const labels = Object.fromEntries(versions.map(({ version, label }) => [version, label]))
    expect(labels).toMatchObject({
      '31.0': "Summer '14",
      '51.0': "Spring '21",
      '61.0': "Summer '24",
      '62.0': "Winter '25",
      '63.0': "Spring '25",
      '64.0': "Summer '25",
    })
    expect(versions[0]).toEqual({ label: "Summer '14", url: '/services/data/v31.0', version: '31.0' })
    expect(['30.0', '31.0', '61.0', '61', '61.1', '99.0'].map(isVersion)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
