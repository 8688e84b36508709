import { describe, expect, it } from 'vitest'
import type { Sync } from './sync'
import {
  changesWords,
  eventDetail,
  isFolder,
  isWorking,
  nextLook,
  nextWords,
  pipelineWords,
  recordCountWords,
  recordTitle,
  userWords,
} from './words'

const sync = (change: Partial<Sync> = {}): Sync => ({
  id: 's',
  integration: 'googledrive',
  pipeline: 'files',
  status: 'IDLE',
  dateCreated: '2030-05-06T09:00:00.000Z',
  recordCount: 3,
  lastSyncedAt: '2030-05-06T10:00:00.000Z',
  ...change,
})

describe('the next look', () => {
  it.each([
    [undefined, '2030-05-06T10:01:00.000Z'],
    ['1m', '2030-05-06T10:01:00.000Z'],
    ['90m', '2030-05-06T11:30:00.000Z'],
    ['24h', '2030-05-07T10:00:00.000Z'],
    ['in a while', '2030-05-06T10:01:00.000Z'],
  ])('with the frequency %s is at %s', (frequency, expected) => {
    expect(nextLook(sync(frequency ? { frequency } : {}))?.toISOString()).toBe(expected)
  })

  it('is at no time of its own while a sync works, or rests', () => {
    for (const status of ['INITIALIZING', 'ACTIVE', 'RATE_LIMITED', 'DISABLED', 'ERRORED'] as const) {
      expect(nextLook(sync({ status }))).toBeUndefined()
      expect(nextWords(sync({ status }))).not.toBe('')
    }
    const { lastSyncedAt: _, ...never } = sync()
    expect(nextLook(never)).toBeUndefined()
  })

  it('waits for the third party as long as Paragon says', () => {
    expect(nextWords(sync({ status: 'RATE_LIMITED', rateLimitBackoffMs: 61_200 }))).toContain('about 62 s')
    expect(nextWords(sync({ status: 'RATE_LIMITED' }))).not.toContain('about')
  })
})

it('knows which syncs go on by themselves', () => {
  expect(isWorking('RATE_LIMITED')).toBe(true)
  expect(isWorking('IDLE')).toBe(false)
  expect(isWorking('ERRORED')).toBe(false)
})

it('counts', () => {
  expect([recordCountWords(0), recordCountWords(1), recordCountWords(2)]).toEqual([
    '0 records',
    '1 record',
    '2 records',
  ])
  const changes = { created: 3, updated: 0, deleted: 1, hasMore: false }
  expect(changesWords(changes)).toBe('3 created, 0 updated, 1 deleted')
  expect(changesWords({ ...changes, hasMore: true })).toMatch(/and more/)
})

it.each([
  [{ name: 'Notes.txt', externalId: 'x' }, 'Notes.txt'],
  [{ fullName: 'Ada Byron', externalId: 'x' }, 'Ada Byron'],
  [{ name: '', subject: 'Broken', externalId: 'x' }, 'Broken'],
  [{ name: 7, externalId: 'x' }, 'x'],
  [{ externalId: null }, 'the id'],
])('calls %j %s', (fields, title) => {
  expect(recordTitle({ id: 'the id', ...fields })).toBe(title)
})

it('tells folders from files', () => {
  expect(isFolder({ id: 'r', externalId: 'x', mimeType: 'application/vnd.google-apps.folder' })).toBe(true)
  expect(isFolder({ id: 'r', externalId: 'x', mimeType: 'text/plain' })).toBe(false)
  expect(isFolder({ id: 'r', externalId: 'x' })).toBe(false)
})

it('says who, what and why', () => {
  expect(pipelineWords('custom_objects')).toBe('Custom objects')
  expect([userWords('a@b.example'), userWords('*@b.example'), userWords('*')]).toEqual([
    'a@b.example',
    'Everyone at b.example',
    'Anyone with the link',
  ])
  const event = { id: 'e', receivedAt: '2030-05-06T10:00:00.000Z', integration: 'box', syncId: 's' }
  expect(eventDetail({ ...event, event: 'sync_complete', recordCount: 1 })).toBe(
    'The first reading is complete: 1 record.',
  )
  expect(eventDetail({ ...event, event: 'sync_errored', message: 'gone' })).toBe('gone')
  expect(eventDetail({ ...event, event: 'record_created', recordId: 'r' })).toBe('')
})
