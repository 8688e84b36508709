import { describe, expect, it } from 'vitest'
import { googledrive } from '../../catalog/integrations/googledrive.ts'
import { salesforce } from '../../catalog/integrations/salesforce.ts'
import { ApiError } from '../api-error.ts'
import { proxyTarget } from './target.ts'

const target = (path: string, search = '') => proxyTarget(googledrive.api, {}, path, search).href

describe('a proxied path', () => {
  it('goes under the base URL with its query', () => {
    expect(target('files', '?q=x%20y')).toBe('https://www.googleapis.com/drive/v3/files?q=x%20y')
    expect(target('/files')).toBe('https://www.googleapis.com/drive/v3/files')
    expect(target('files/a%2Fb')).toBe('https://www.googleapis.com/drive/v3/files/a%2Fb')
  })

  it('may be an absolute URL of the integration, whose own query is kept', () => {
    const upload = 'https://www.googleapis.com/upload/drive/v3/files'
    expect(target(upload, '?uploadType=media')).toBe(`${upload}?uploadType=media`)
    expect(target(`${upload}?a=1`, '?b=2')).toBe(`${upload}?a=1&b=2`)
  })

  it.each([
    'https://evil.example/drive/v3/files',
    'https://www.googleapis.com.evil.example/',
    'https://www.googleapis.com:8443/',
    'https://user:pass@www.googleapis.com/',
    'http://www.googleapis.com/drive/v3/files',
    'https://169.254.169.254/latest/meta-data',
    'https://',
  ])('never leads to %s', (path) => {
    expect(() => target(path)).toThrow(ApiError)
  })
})

describe('a proxied path of an integration where each account has an address of its own', () => {
  const instanceUrl = 'https://northwind.my.salesforce.com'
  const of = (facts: Record<string, unknown>, path: string) => proxyTarget(salesforce.api, facts, path, '').href

  it('goes to the account’s, and so does an absolute URL', () => {
    expect(of({ instanceUrl }, '/sobjects/Account')).toBe(`${instanceUrl}/services/data/v61.0/sobjects/Account`)
    expect(of({ instanceUrl }, `${instanceUrl}/services/data/`)).toBe(`${instanceUrl}/services/data/`)
    expect(of({ instanceUrl: 'https://other.my.salesforce.com' }, 'query')).toContain(
      'https://other.my.salesforce.com/',
    )
  })

  it.each(['https://other.my.salesforce.com/services/data/', 'https://my.salesforce.com/', 'https://{instanceUrl}/'])(
    'never leads to %s',
    (path) => {
      expect(() => of({ instanceUrl }, path)).toThrow(ApiError)
    },
  )

  it.each([
    ['missing', {}],
    ['empty', { instanceUrl: '' }],
    ['no text', { instanceUrl: 7 }],
    ['no URL', { instanceUrl: 'northwind' }],
  ])('is refused when the fact that it is made of is %s', (_, facts) => {
    for (const path of ['sobjects', `${instanceUrl}/services/data/`]) {
      expect(() => of(facts, path)).toThrow(expect.objectContaining({ status: 400 }))
    }
  })

  it('is never asked for without TLS', () => {
    expect(() => of({ instanceUrl: 'http://northwind.my.salesforce.com' }, 'sobjects')).toThrow(ApiError)
  })
})
