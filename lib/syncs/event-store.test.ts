import { expect, it } from 'vitest'
import { createEventStore, eventStore } from './event-store'
import type { KeptEvent } from './events'

const event = (id: string): KeptEvent => ({
  id,
  receivedAt: '2030-05-06T10:00:00.000Z',
  event: 'record_created',
  integration: 'googledrive',
  syncId: 's',
})
const idsOf = (store: ReturnType<typeof createEventStore>, userId: string) => store.list(userId).map(({ id }) => id)

it('lists what was kept of a user, newest first, and nothing of another', () => {
  const store = createEventStore()
  expect([store.add('ada', event('1')), store.add('ada', event('2')), store.add('eve', event('3'))]).toEqual([
    true,
    true,
    true,
  ])
  expect(idsOf(store, 'ada')).toEqual(['2', '1'])
  expect(idsOf(store, 'eve')).toEqual(['3'])
  expect(idsOf(store, 'nobody')).toEqual([])
})

it('keeps what comes twice once, and the same id of another user by itself', () => {
  const store = createEventStore()
  expect(store.add('ada', event('1'))).toBe(true)
  expect(store.add('ada', event('1'))).toBe(false)
  expect(store.add('eve', event('1'))).toBe(true)
  expect(idsOf(store, 'ada')).toEqual(['1'])
})

it('lets the oldest events go, and still knows them', () => {
  const store = createEventStore({ events: 2, ids: 3, users: 9 })
  for (const id of ['1', '2', '3']) store.add('ada', event(id))
  expect(idsOf(store, 'ada')).toEqual(['3', '2'])
  expect(store.add('ada', event('1'))).toBe(false)
  store.add('ada', event('4'))
  expect(store.add('ada', event('1'))).toBe(true)
  expect(idsOf(store, 'ada')).toEqual(['1', '4'])
})

it('lets go whoever has heard nothing for longest', () => {
  const store = createEventStore({ events: 2, ids: 2, users: 2 })
  store.add('ada', event('1'))
  store.add('bea', event('2'))
  store.add('ada', event('3'))
  store.add('cem', event('4'))
  expect(idsOf(store, 'bea')).toEqual([])
  expect(idsOf(store, 'ada')).toEqual(['3', '1'])
  expect(idsOf(store, 'cem')).toEqual(['4'])
})

it('remembers when its address was last verified', () => {
  const store = createEventStore()
  expect(store.verifiedAt()).toBeUndefined()
  store.verified(new Date(5))
  store.verified(new Date(7))
  expect(store.verifiedAt()).toEqual(new Date(7))
})

it('is one for the whole process', () => {
  expect(eventStore()).toBe(eventStore())
})
