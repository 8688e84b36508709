import { describe, expect, it } from 'vitest'
import { checkExpression, type Expression, evaluate } from './expression.ts'
import { ExpressionError } from './expression-error.ts'
import { fillIn } from './template.ts'

const scope = {
  now: '2026-01-15T09:30:00.000Z',
  trigger: { body: { email: 'a@b.example', tags: ['x', 'y'], deep: { list: [{ id: 7 }] }, none: null } },
  settings: { 'target-folder': 'My Drive / Finished', count: 3, on: true },
}
const value = (expression: Expression) => evaluate(expression, scope)

describe('a text', () => {
  it.each<[string, unknown]>([
    ['plain', 'plain'],
    ['{{trigger.body.email}}', 'a@b.example'],
    ['to {{trigger.body.email}}, {{settings.count}}', 'to a@b.example, 3'],
    ['{{settings.target-folder}}', 'My Drive / Finished'],
    ['{{ trigger . body . deep . list . 0 . id }}', 7],
    ['{{trigger.body.tags}}', ['x', 'y']],
    ['tags: {{trigger.body.tags}}', 'tags: ["x","y"]'],
    ['{{settings.on}}', true],
    ['{{trigger.body.none}}', null],
    ['[{{trigger.body.none}}{{trigger.body.missing.far}}]', '[]'],
    ['{{trigger.body.missing}}', undefined],
    ['{{trigger.body.constructor}}', undefined],
    ['{{trigger.body.tags.length}}', 2],
  ])('%j is %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  it('encodes what is put in and not what is around it', () => {
    expect(fillIn('/files/{{trigger.body.email}}/x', scope, encodeURIComponent)).toBe('/files/a%40b.example/x')
  })
})

it('keeps the form of lists and objects, without what is missing', () => {
  expect(value({ a: '{{settings.count}}', b: [1, '{{trigger.body.missing}}'], c: '{{trigger.body.missing}}' })).toEqual(
    {
      a: 3,
      b: [1, null],
    },
  )
})

describe('an operator', () => {
  const files = [
    { name: 'b', size: '20' },
    { name: 'a', size: '3', gone: true },
  ]
  it.each<[Expression, unknown]>([
    [{ $and: [true, { $equals: ['{{settings.count}}', 3] }] }, true],
    [{ $or: [false, '{{trigger.body.missing}}'] }, false],
    [{ $not: { $exists: '{{trigger.body.none}}' } }, true],
    [{ $equals: ['{{trigger.body.deep.list}}', [{ id: 7 }]] }, true],
    [{ $notEquals: [1, '1'] }, true],
    [{ $greater: ['4', '{{settings.count}}'] }, true],
    [{ $atLeast: [3, 3] }, true],
    [{ $less: [10, '9'] }, false],
    [{ $atMost: [10, 9] }, false],
    [{ $contains: ['{{trigger.body.tags}}', 'y'] }, true],
    [{ $contains: ['{{trigger.body.email}}', '@b'] }, true],
    [{ $startsWith: ['{{trigger.body.missing}}', 'x'] }, false],
    [{ $endsWith: ['abc', 'bc'] }, true],
    [{ $after: ['{{now}}', '2026-01-15'] }, true],
    [{ $before: ['{{now}}', '2026-01-15'] }, false],
    [{ $empty: '{{trigger.body.tags}}' }, false],
    [{ $empty: {} }, true],
    [{ $if: { when: true, yes: 1, no: 2 } }, 1],
    [{ $if: { when: false, yes: 1 } }, null],
    [{ $firstOf: ['', null, '{{trigger.body.missing}}', 0, 1] }, 0],
    [{ $firstOf: [''] }, null],
    [{ $number: ' 12.5 ' }, 12.5],
    [{ $text: 12 }, '12'],
    [{ $json: { a: 1 } }, '{"a":1}'],
    [{ $sum: [1, '2', 3.5] }, 6.5],
    [{ $multiply: [2, '3'] }, 6],
    [{ $lower: 'ÄB' }, 'äb'],
    [{ $trim: { $last: { $split: { text: '{{settings.target-folder}}', by: '/' } } } }, 'Finished'],
    [{ $join: { items: ['a', 1, null], with: '-' } }, 'a-1-'],
    [{ $replace: { in: "it's $& 's", find: "'s", with: '$&' } }, 'it$& $& $&'],
    [{ $date: {} }, '2026-01-15T09:30:00.000Z'],
    [{ $date: { add: { days: 1, hours: -10, minutes: 5 } } }, '2026-01-15T23:35:00.000Z'],
    [{ $date: { of: '2026-03-01T00:00:00+02:00', dateOnly: true } }, '2026-02-28'],
    [{ $count: '{{trigger.body.missing}}' }, 0],
    [{ $first: [] }, null],
    [{ $take: { from: [1, 2, 3], count: 2 } }, [1, 2]],
    [{ $flatten: [[1], [2, [3]]] }, [1, 2, [3]]],
    [{ $map: { over: ['a', 'b'], to: '{{index}}{{item}}' } }, ['0a', '1b']],
    [{ $filter: { over: files, where: { $greater: ['{{item.size}}', 10] } } }, [files[0]]],
    [{ $sort: { over: files, by: { $number: '{{item.size}}' } } }, [files[1], files[0]]],
    [{ $sort: { over: files, by: '{{item.name}}', descending: true } }, [files[0], files[1]]],
    [{ $pick: { from: files[1] ?? {}, keys: ['name', 'gone', 'never'] } }, { name: 'a', gone: true }],
    [{ $merge: [{ a: 1, b: 1 }, '{{trigger.body.missing}}', { b: 2 }] }, { a: 1, b: 2 }],
  ])('%j is %j', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })

  it.each<[Expression, RegExp]>([
    [{ $and: ['yes'] }, /"yes" is neither true nor false/],
    [{ $number: 'twelve' }, /"twelve" is not a number/],
    [{ $sum: ['{{trigger.body.missing}}'] }, /null is not a number/],
    [{ $count: 'text' }, /"text" is not a list/],
    [{ $after: ['soon', '{{now}}'] }, /"soon" is not a date/],
    [{ $date: { add: { days: 1e12 } } }, /too far away/],
    [{ $nothing: 1 }, /no operator "\$nothing"/],
  ])('%j has no value', (expression, message) => {
    expect(() => value(expression)).toThrow(ExpressionError)
    expect(() => value(expression)).toThrow(message)
  })
})

describe('the check', () => {
  const problemsOf = (expression: unknown) => {
    const problems: string[] = []
    const known = ['trigger', 'settings']
    checkExpression(
      expression,
      ([root = ''], locals) => (known.includes(root) || locals.includes(root) ? undefined : 'is unknown'),
      (problem) => problems.push(problem),
    )
    return problems
  }

  it.each<[unknown]>([
    ['{{trigger.body}} and {{settings.x}}'],
    [{ a: [{ $map: { over: '{{trigger.list}}', to: { $join: { items: '{{item}}', with: '{{index}}' } } } }] }],
    [{ $date: {} }],
    [{ $pick: { from: {}, keys: ['a'] } }],
  ])('finds nothing in %j', (expression) => {
    expect(problemsOf(expression)).toEqual([])
  })

  it.each<[unknown, string]>([
    ['{{nobody.x}}', '{{nobody.x}} is unknown'],
    ['{{item}}', '{{item}} is unknown'],
    ['{{trigger.a', '"{{trigger.a" has braces that do not match'],
    [{ $nothing: 1 }, '$nothing is no operator'],
    [{ $equals: [1] }, '$equals takes a list of two'],
    [{ $and: 'x' }, '$and takes a list'],
    [{ $and: [] }, '$and takes a list'],
    [{ $count: [], b: 1 }, '$count must be the only key of its object'],
    [{ $map: { over: [] } }, '$map needs "to"'],
    [{ $map: { over: [], to: 1, by: 2 } }, '$map has no "by"'],
    [{ $map: 3 }, '$map takes an object of over, to'],
    [{ deep: [{ $not: '{{nobody}}' }] }, '{{nobody}} is unknown'],
    [{ toString: { $toString: 1 } }, '$toString is no operator'],
  ])('finds what is wrong with %j', (expression, problem) => {
    expect(problemsOf(expression).join()).toContain(problem)
  })
})
