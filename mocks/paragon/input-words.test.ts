import { expect, it } from 'vitest'
import { z } from 'zod'
import { parse } from './request-body.ts'

const schema = z.strictObject({
  name: z.string().min(1),
  count: z.int().min(1).max(10).optional(),
  size: z.number().optional(),
  isOn: z.boolean().optional(),
  kind: z.enum(['a', 'b']).optional(),
  type: z.literal('FILE').optional(),
  date: z.iso.datetime({ offset: true }).optional(),
  email: z.email().optional(),
  tags: z.array(z.string()).min(1).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
  either: z.union([z.string(), z.number()]).optional(),
  hex: z
    .string()
    .regex(/^[0-9a-f]+$/, 'is not hex')
    .optional(),
})

it.each<[unknown, string]>([
  [{}, 'parameters.name: is required'],
  [{ name: '' }, 'parameters.name: must not be empty'],
  [{ name: 1 }, 'parameters.name: must be a text, not a number'],
  [{ name: null }, 'parameters.name: must be a text, not null'],
  [{ name: ['x'] }, 'parameters.name: must be a text, not a list'],
  [{ name: 'x', count: 1.5 }, 'parameters.count: must be a whole number'],
  [{ name: 'x', count: 0 }, 'parameters.count: must be at least 1'],
  [{ name: 'x', count: 11 }, 'parameters.count: must be at most 10'],
  [{ name: 'x', size: '1' }, 'parameters.size: must be a number, not a text'],
  [{ name: 'x', isOn: 'yes' }, 'parameters.isOn: must be true or false, not a text'],
  [{ name: 'x', kind: 'c' }, 'parameters.kind: must be one of "a", "b"'],
  [{ name: 'x', type: 'file' }, 'parameters.type: must be "FILE"'],
  [
    { name: 'x', date: 'tomorrow' },
    'parameters.date: must be a date and time with an offset, such as 2026-01-15T09:00:00Z',
  ],
  [{ name: 'x', email: 'me' }, 'parameters.email: must be an e-mail address'],
  [{ name: 'x', tags: [] }, 'parameters.tags: must have at least 1'],
  [{ name: 'x', tags: ['x', true] }, 'parameters.tags.1: must be a text, not true'],
  [{ name: 'x', extra: 'x' }, 'parameters.extra: must be an object, not a text'],
  [{ name: 'x', either: {} }, 'parameters.either: is not of the right form'],
  [{ name: 'x', hex: 'z' }, 'parameters.hex: is not hex'],
  [{ name: 'x', folder: 'x', other: 1 }, 'parameters: there is no "folder", "other"'],
  ['x', 'parameters: must be an object, not a text'],
])('%j is refused by name, in words', (value, words) => {
  expect(() => parse(schema, value, 'parameters')).toThrow(`Invalid ${words}`)
})

it('what fits is taken', () => {
  expect(parse(schema, { name: 'x', count: 3, tags: ['y'] }, 'parameters')).toEqual({
    name: 'x',
    count: 3,
    tags: ['y'],
  })
})
