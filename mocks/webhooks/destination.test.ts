import { describe, expect, it } from 'vitest'
import { destinationProblem } from './destination.ts'

describe('a webhook’s address', () => {
  it.each([
    'http://localhost:3000/hook',
    'https://localhost/hook?token=1',
    'http://app.localhost:3000',
    'http://127.0.0.1:3000/',
    'http://127.1/',
    'http://2130706433/',
    'http://[::1]:3000/',
  ])('may be %s', (url) => {
    expect(destinationProblem(url, [])).toBeUndefined()
  })

  it.each([
    ['no text', '', /http or https URL/],
    ['no URL', 'localhost:3000/hook', /http or https URL/],
    ['a file', 'file:///etc/passwd', /http or https URL/],
    ['another scheme', 'ftp://localhost/', /http or https URL/],
    ['one with credentials', 'http://user:secret@localhost/', /credentials/],
    ['another machine', 'https://example.com/hook', /PARAGON_SANDBOX_WEBHOOK_HOSTS.*example\.com/],
    ['one of another network', 'http://10.0.0.1/', /this machine/],
    ['one that only looks like this machine', 'http://localhost.example.com/', /this machine/],
    ['one that hides another behind a user', 'http://localhost@example.com/', /credentials/],
  ])('may not be %s', (_, url, problem) => {
    expect(destinationProblem(url, [])).toMatch(problem)
  })

  it('may name a host that was allowed, and any when all were', () => {
    expect(destinationProblem('http://app:3000/', ['app'])).toBeUndefined()
    expect(destinationProblem('http://other:3000/', ['app'])).toMatch(/other/)
    expect(destinationProblem('https://example.com/', ['*'])).toBeUndefined()
    expect(destinationProblem('file:///tmp', ['*'])).toMatch(/http/)
  })
})
