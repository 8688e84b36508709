import { expect, it } from 'vitest'
import { findHost } from './hosts.ts'

const answer = (name: string) => () => new Response(name)
const hosts = {
  'www.googleapis.com': answer('google'),
  '*.my.salesforce.com': answer('an org'),
  'a.my.salesforce.com': answer('a'),
}

it.each([
  ['www.googleapis.com', 'google'],
  ['northwind.my.salesforce.com', 'an org'],
  ['a.my.salesforce.com', 'a'],
  ['my.salesforce.com', undefined],
  ['b.a.my.salesforce.com', undefined],
  ['northwind.my.salesforce.com.evil.example', undefined],
  ['northwind.my.salesforce.com:8443', undefined],
  ['evil.googleapis.com', undefined],
  ['constructor', undefined],
  ['', undefined],
])('%j is answered by %s', async (host, expected) => {
  const found = findHost(hosts, host)
  expect(found && (await (await found(new Request('https://x/'))).text())).toBe(expected)
})
