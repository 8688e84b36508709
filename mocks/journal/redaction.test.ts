import { describe, expect, test } from 'vitest'
import { redactBody, redactHeader, redactUrl } from './redaction.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYXlhIn0.c2lnbmF0dXJl'
const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----'

describe('headers', () => {
  test.each([
    ['authorization', 'Bearer abc.def', 'Bearer <token>'],
    ['authorization', 'Basic Y2xpZW50OnNlY3JldA==', 'Basic <token>'],
    ['authorization', 'abcdef', '<authorization>'],
    ['cookie', 'a=1; b=2', 'a=<cookie>; b=<cookie>'],
    ['set-cookie', 'a=1; Path=/; HttpOnly', 'a=<cookie>; Path=/; HttpOnly'],
    ['x-api-key', 'k', '<x-api-key>'],
    ['x-goog-page-token', 'k', 'k'],
    [
      'location',
      'http://localhost/oauth?code=abc&state=xyz&iss=i',
      'http://localhost/oauth?code=<code>&state=<state>&iss=i',
    ],
    ['x-note', `see ${JWT}`, 'see <jwt>'],
    ['content-type', 'application/json', 'application/json'],
  ])('%s: %s', (name, value, shown) => {
    expect(redactHeader(name, value)).toBe(shown)
  })
})

test.each([
  ['/a?userToken=x&pageToken=y#part', '/a?userToken=<userToken>&pageToken=y#part'],
  ['/a?q=1', '/a?q=1'],
  [`/a/${JWT}/b`, '/a/<jwt>/b'],
  ['/a?next=https%3A%2F%2Fb.example%2F%3Fcode%3Dabc', '/a?next=https%3A%2F%2Fb.example%2F%3Fcode%3D%3Ccode%3E'],
  ['/a?%zz=1&client_secret=s', '/a?%zz=1&client_secret=<client_secret>'],
])('the address %s', (url, shown) => {
  expect(redactUrl(url)).toBe(shown)
})

describe('JSON', () => {
  const shown = (text: string) => redactBody(text, 'application/json')
  test.each([
    ['{"access_token":"abc","expires_in":3600}', '{"access_token":"<access_token>","expires_in":3600}'],
    ['{"OAUTH_ACCESS_TOKEN" : "a\\"b" , "x":1}', '{"OAUTH_ACCESS_TOKEN" : "<OAUTH_ACCESS_TOKEN>" , "x":1}'],
    ['{"tokens":1,"token":["a",{"b":"]"}],"x":2}', '{"tokens":1,"token":"<token>","x":2}'],
    ['{"password":null,"secret":12}', '{"password":null,"secret":"<secret>"}'],
    ['{"nextPageToken":"p","syncToken":"s"}', '{"nextPageToken":"p","syncToken":"s"}'],
    ['{"code":"40400","message":"no"}', '{"code":"40400","message":"no"}'],
    ['{"error":{"code":404}}', '{"error":{"code":404}}'],
    ['{"code":"4f0AX4XfWhZx0_kq1Lr7tB2Nn3"}', '{"code":"<code>"}'],
    ['{"a":"x: \\"token\\": y","n":12345678901234567890}', '{"a":"x: \\"token\\": y","n":12345678901234567890}'],
    ['{"body":"{\\"refresh_token\\":\\"abc\\"}"}', '{"body":"{\\"refresh_token\\":\\"<refresh_token>\\"}"}'],
    ['{"signingKey":"abc', '{"signingKey":"<signingKey>"'],
    ['{"apiKey":{"a":"b', '{"apiKey":"<apiKey>"'],
    [`{"note":"${JWT}"}`, '{"note":"<jwt>"}'],
    ['{"url":"http://a.example/?state=abc&x=1"}', '{"url":"http://a.example/?state=<state>&x=1"}'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })
})

test('forms, pages and other texts', () => {
  expect(redactBody('grant_type=refresh_token&refresh_token=abc&x=1', 'application/x-www-form-urlencoded')).toBe(
    'grant_type=refresh_token&refresh_token=<refresh_token>&x=1',
  )
  expect(redactBody('<input type="hidden" name="request" value="sealed"><p>Hi</p>', 'text/html; charset=utf-8')).toBe(
    '<input type="hidden" name="request" value="<hidden>"><p>Hi</p>',
  )
  expect(redactBody(`key:\n${PEM}\nend`, 'text/plain')).toBe('key:\n<key>\nend')
})
