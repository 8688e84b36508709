import { describe, expect, it } from 'vitest'
import { describeProblem, isDenial } from './problem'

describe('describeProblem', () => {
  it.each([
    [
      'an answer of Paragon',
      new Error('{"message":"Project not found.","code":"404","status":404,"meta":{}}'),
      'Project not found.',
    ],
    ['an error of Google', new Error('{"error":{"code":404,"message":"File not found: 1."}}'), 'File not found: 1.'],
    ['an error of Salesforce', new Error('[{"message":"Malformed.","errorCode":"X"}]'), 'Malformed.'],
    ['an error of Slack', new Error('{"ok":false,"error":"invalid_auth"}'), 'invalid_auth'],
    ['an error of Microsoft', new Error('{"error":{"code":"itemNotFound","message":"Not there."}}'), 'Not there.'],
    [
      'an error of Box',
      new Error('{"type":"error","status":404,"code":"not_found","message":"Not Found"}'),
      'Not Found',
    ],
    ['an error of Jira', new Error('{"errorMessages":["Issue does not exist."],"errors":{}}'), 'Issue does not exist.'],
    ['a sentence', new Error('Integration not enabled for user.'), 'Integration not enabled for user.'],
    ['a rejected OAuth error', { message: 'Invalid state' }, 'Invalid state'],
    ['text', 'Something odd', 'Something odd'],
    ['broken JSON', new Error('{oops'), '{oops'],
  ])('reads %s', (_, error, detail) => {
    expect(describeProblem(error).detail).toBe(detail)
  })

  it.each([[new Error('{}')], [undefined], [null], [{}]])('finds words for %j', (error) => {
    expect(describeProblem(error).detail).toBe('Paragon gave no reason. Try again in a moment.')
  })

  it('tells a lost connection from a refusal', () => {
    expect(describeProblem(new TypeError('Failed to fetch')).title).toBe('Paragon could not be reached')
  })

  it('says what to do about an external id that is taken', () => {
    const error = new Error('A credential with externalId "a" already exists for integration "googledrive". Use …')
    expect(describeProblem(error).title).toBe('That external id is taken')
  })
})

describe('isDenial', () => {
  it.each([
    [{ message: 'access_denied' }, true],
    [{ error: 'access_denied', message: 'The user declined.' }, true],
    [new Error('OAuth failed: access denied'), true],
    [{ message: 'invalid_grant' }, false],
    [undefined, false],
  ])('%j: %s', (error, expected) => {
    expect(isDenial(error)).toBe(expected)
  })
})
