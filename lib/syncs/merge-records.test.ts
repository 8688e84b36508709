import { expect, it } from 'vitest'
import { mergeRecords } from './merge-records'

const record = (id: string, more: object = {}) => ({ id, externalId: id, ...more })

it('adds what comes, and moves what has changed to the end', () => {
  const shown = [record('1', { name: 'old' }), record('2')]
  const merged = mergeRecords(shown, [record('3'), record('1', { name: 'new' })])
  expect(merged).toEqual([record('2'), record('3'), record('1', { name: 'new' })])
  expect(merged[0]).toBe(shown[1])
})

it('puts what is left of a deleted record in its place', () => {
  expect(mergeRecords([record('1', { name: 'a' })], [record('1', { deleted: true })])).toEqual([
    record('1', { deleted: true }),
  ])
  expect(mergeRecords([], [])).toEqual([])
})
