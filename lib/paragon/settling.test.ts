import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { settled } from './settling'

type Events = Parameters<typeof settled>[0]

function fakeEvents() {
  const listeners = new Set<() => void>()
  return {
    listeners,
    emit: () => {
      for (const listener of [...listeners]) listener()
    },
    subscribe: (_event: string, listener: () => void) => listeners.add(listener),
    unsubscribe: (_event: string, listener: () => void) => listeners.delete(listener),
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('waits for the second report of the installation, and listens no longer', async () => {
  const events = fakeEvents()
  const done = vi.fn()
  const waiting = settled(events as unknown as Events).then(done)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(done).not.toHaveBeenCalled()
  events.emit()
  await waiting
  expect(events.listeners.size).toBe(0)
})

it('gives up when none comes: the SDK reports once when it learned of the installation from the server', async () => {
  const events = fakeEvents()
  const waiting = settled(events as unknown as Events)
  await vi.advanceTimersByTimeAsync(2_000)
  await waiting
  expect(events.listeners.size).toBe(0)
})
