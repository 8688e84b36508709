import { describe, expect, it } from 'vitest'
import { googledrive } from '../../catalog/integrations/googledrive.ts'
import { ApiError } from '../api-error.ts'
import { proxyTarget } from './target.ts'

const target = (path: string, search = '') => proxyTarget(googledrive.api, path, search).href

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
