import { describe, expect, it } from 'vitest'
import { problemsOf } from './check.ts'
import { LIMITS } from './definition.ts'

const request = { type: 'request' }
const get = (id: string, more: object = {}) => ({ id, type: 'request', method: 'GET', path: '/files', ...more })
const problems = (steps: unknown, trigger: object = request) => problemsOf({ trigger, steps }, { settings: ['folder'] })

describe('a workflow that can run', () => {
  it.each<[string, unknown, object?]>([
    ['has no steps', []],
    [
      'refers to its trigger, its settings and the steps before',
      [
        get('a', { query: { q: '{{trigger.body.q}}{{settings.folder}}' } }),
        {
          id: 'b',
          type: 'function',
          parameters: { x: '{{steps.a.output}}' },
          return: ['{{parameters.x}}', '{{user.meta.Name}}', '{{account.id}}', '{{now}}', '{{execution.id}}'],
        },
      ],
    ],
    [
      'refers to what a branch has put out, after it',
      [
        { id: 'c', type: 'conditional', if: true, yes: [get('a')], no: [get('b')] },
        { id: 'd', type: 'function', return: ['{{steps.a.output}}', '{{steps.b.status}}', '{{steps.c.output}}'] },
      ],
    ],
    [
      'refers to the element of a fan-out, and of the one around it',
      [
        {
          id: 'o',
          type: 'fanOut',
          over: [[1]],
          steps: [
            {
              id: 'i',
              type: 'fanOut',
              over: '{{steps.o.instance}}',
              steps: [{ id: 'f', type: 'function', return: '{{steps.o.index}}{{steps.i.instance}}' }],
            },
          ],
        },
      ],
    ],
    ['waits', [{ id: 'w', type: 'delay', until: '{{trigger.payload.date}}' }], { type: 'event', name: 'e' }],
    ['is scheduled', [], { type: 'schedule', cron: '0 9 * * 1' }],
    [
      'calls another host of the integration',
      [get('a', { path: 'https://www.googleapis.com/upload/{{trigger.body.id}}' })],
    ],
  ])('%s', (_, steps, trigger) => {
    expect(problems(steps, trigger)).toEqual([])
  })
})

describe('a workflow that cannot run', () => {
  it.each<[string, unknown, RegExp, object?]>([
    ['has no trigger', [], /trigger/, { type: 'never' }],
    ['has steps that are no list', {}, /steps/],
    ['has a step of an unknown kind', [{ id: 'a', type: 'eval', code: '1' }], /steps\.0/],
    ['has a step without an id', [{ type: 'function', return: 1 }], /steps\.0\.id/],
    ['has an id that is no name', [{ id: 'A b', type: 'function', return: 1 }], /name such as/],
    ['has an unknown field', [get('a', { retries: 3 })], /retries/],
    ['has an id twice', [get('a'), get('a')], /another step has this id/],
    ['has a path that is none', [get('a', { path: 'files' })], /begins with/],
    ['chooses its host by what comes in', [get('a', { path: 'https://{{trigger.body.host}}/x' })], /begins with/],
    ['sends a body with a GET', [get('a', { body: {} })], /GET has no body/],
    ['sends two bodies', [{ ...get('a'), method: 'POST', body: {}, text: '' }], /one of body, text and file/],
    [
      'refers to a later step',
      [get('a', { path: '/{{steps.b.output}}' }), get('b')],
      /names no step that comes before/,
    ],
    [
      'refers to a step of the other branch',
      [{ id: 'c', type: 'conditional', if: true, yes: [get('a')], no: [get('b', { path: '/{{steps.a.output}}' })] }],
      /names no step/,
    ],
    [
      'refers to a step inside a fan-out, after it',
      [{ id: 'o', type: 'fanOut', over: [], steps: [get('a')] }, get('b', { path: '/{{steps.a.output}}' })],
      /names no step/,
    ],
    [
      'refers to an element outside its fan-out',
      [{ id: 'o', type: 'fanOut', over: [], steps: [get('a')] }, get('b', { path: '/{{steps.o.instance}}' })],
      /has output/,
    ],
    [
      'refers to what a step does not have',
      [{ id: 'f', type: 'function', return: 1 }, get('a', { path: '/{{steps.f.status}}' })],
      /"f" has output/,
    ],
    ['refers to a setting that is not there', [get('a', { path: '/{{settings.other}}' })], /none of the settings/],
    [
      'refers to what its trigger does not have',
      [get('a', { path: '/{{trigger.payload.x}}' })],
      /type request has body, params, headers/,
    ],
    ['refers to nothing known', [get('a', { path: '/{{secrets.key}}' })], /is unknown/],
    ['refers to nothing', [get('a', { path: '/{{ }}' })], /is not a reference/],
    ['refers to fields of the user that are not there', [get('a', { path: '/{{user.email}}' })], /user has id, meta/],
    ['refers to fields of the account that are not there', [get('a', { path: '/{{account.token}}' })], /account has/],
    [
      'refers to fields of the run that are not there',
      [get('a', { path: '/{{execution.secret}}' })],
      /execution has id/,
    ],
    ['uses an operator that is not there', [{ id: 'f', type: 'function', return: { $eval: '1' } }], /no operator/],
    [
      'responds to nobody',
      [{ id: 'r', type: 'response', body: {} }],
      /only a workflow with a Request trigger/,
      { type: 'integrationEnabled' },
    ],
    ['responds twice over', [{ id: 'r', type: 'response', body: {}, file: {} }], /one of body and file/],
    ['responds with a status that is none', [{ id: 'r', type: 'response', status: 600 }], /steps\.0/],
    ['waits for nothing', [{ id: 'w', type: 'delay' }], /one of for and until/],
    [
      'is scheduled by no cron expression',
      [],
      /trigger.cron: "61" is no minute/,
      { type: 'schedule', cron: '61 * * * *' },
    ],
    [
      'is scheduled for a day that never comes',
      [],
      /names a time that never comes/,
      { type: 'schedule', cron: '0 0 30 2 *' },
    ],
    ['is scheduled every no minutes', [], /trigger.every.minutes/, { type: 'schedule', every: { minutes: 0 } }],
    ['is scheduled never', [], /one of every and cron/, { type: 'schedule' }],
    [
      'is scheduled twice over',
      [],
      /one of every and cron/,
      { type: 'schedule', every: { minutes: 1 }, cron: '* * * * *' },
    ],
    ['has a header that is none', [get('a', { headers: { 'a b': 1 } })], /steps\.0/],
    ['has too many steps', Array.from({ length: LIMITS.steps + 1 }, (_, n) => get(`a${n}`)), /no more than 100 steps/],
    ['is nested too deep', [nested(LIMITS.depth)], /nested more than 5 deep/],
  ])('%s', (_, steps, problem, trigger) => {
    expect(problems(steps, trigger).join('\n')).toMatch(problem)
  })

  it('is told of everything at once', () => {
    expect(problems([get('a', { path: '/{{steps.x.output}}' }), get('a')])).toEqual([
      'steps.0 (a): {{steps.x.output}} names no step that comes before',
      'steps.1 (a): another step has this id',
    ])
  })
})

function nested(depth: number): object {
  const inner = depth === 0 ? get('inner') : nested(depth - 1)
  return { id: `c${depth}`, type: 'conditional', if: true, yes: [inner] }
}
