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
    expect(target('files/%E2%82%AC%zz?x=%26')).toBe('https://www.googleapis.com/drive/v3/files/%E2%82%AC%zz?x=%26')
    expect([target(''), target('', '?q=x'), target('/'), target('//')]).toEqual([
      'https://www.googleapis.com/drive/v3',
      'https://www.googleapis.com/drive/v3?q=x',
      'https://www.googleapis.com/drive/v3/',
      'https://www.googleapis.com/drive/v3/',
    ])
    expect(target('files#fragment')).toBe('https://www.googleapis.com/drive/v3/files')
  })

  it('may be an absolute URL of the integration, whose own query is kept', () => {
    const upload = 'https://www.googleapis.com/upload/drive/v3/files'
    expect(target(upload, '?uploadType=media')).toBe(`${upload}?uploadType=media`)
    expect(target(`${upload}?a=1`, '?b=2')).toBe(`${upload}?a=1&b=2`)
    // Some servers on the way make one slash of two.
    expect(target(upload.replace('//', '/'))).toBe(upload)
    expect(target(upload.replace('https', 'HTTPS'))).toBe(upload)
    expect(target(`/${upload}`)).toBe(upload)
  })

  it.each([
    '//evil.example/x',
    '/\\evil.example/x',
    '\\\\evil.example\\x',
    '@evil.example/x',
    ':8443/x',
    '.evil.example/x',
    '%2F%2Fevil.example/x',
    'https%3A%2F%2Fevil.example/x',
    '../../../../x',
    '..%2f..%2fx',
    '%2e%2e/%2e%2e/x',
    '[::1]/x',
    '127.0.0.1/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '\thttps://evil.example/',
  ])('leads nowhere but to the integration’s own host: %j', (path) => {
    expect(new URL(target(path)).origin).toBe('https://www.googleapis.com')
  })

  it.each([
    'https:/evil.example/x',
    '/https://evil.example/x',
    '//https://evil.example/x',
    'https:///evil.example/x',
    'https:\\\\evil.example',
    'https:/\\evil.example',
    'https://www.googleapis.com@evil.example/',
    'https://www.googleapis.com:x@evil.example/',
    'https://evil.example#www.googleapis.com',
    'https://evil.example?www.googleapis.com',
    'https://evil.example\\www.googleapis.com',
    'https://www.googleapis.com%2eevil.example/',
    'https://www.googleapis.com%00.evil.example/',
    'https://www.googleapis.com./',
    'https://xn--www-googleapis.com/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://user@www.googleapis.com/',
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
