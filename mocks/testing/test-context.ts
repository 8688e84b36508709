import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClock, createProjectClocks } from '../clock.ts'
import type { Context } from '../context.ts'
import { createFaults } from '../faults/faults.ts'
import { createJournal } from '../journal/journal.ts'
import { createRouteTable } from '../journal/route-table.ts'
import { createPushes } from '../pushes.ts'
import { createProjectRandoms, systemRandom } from '../random.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import { openStore } from '../store/store.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'

export interface TestContext extends Context {
  /** Moves the clock forward. */
  advance(milliseconds: number): void
  dispose(): Promise<void>
}

/** A context over a database of its own, with a clock that moves only when told; the caller disposes of it. */
export async function createTestContext(): Promise<TestContext> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paragon-sandbox-'))
  let now = Date.UTC(2026, 0, 15, 9)
  const clock = createClock(() => now)
  const store = await openStore({ databaseUrl: `file:${path.join(folder, 'test.db')}` }, clock)
  const clockOf = createProjectClocks(store, clock)
  const nobody = async (request: Request) => {
    throw new Error(`No service is mounted for ${request.url}`)
  }
  const base = {
    store,
    clock,
    clockOf,
    scheduler: createScheduler(store, clock, clockOf),
    random: systemRandom,
    randomOf: createProjectRandoms(store, systemRandom),
    sleep: async () => {},
    journal: createJournal(clock),
    faults: createFaults({ clock, random: systemRandom }),
    routes: createRouteTable(),
    thirdPartyTimeout: 30_000,
    urls: { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' },
    fetch: nobody,
    deliver: nobody,
  }
  return {
    ...base,
    webhooks: createWebhooks(base),
    pushes: createPushes(),
    advance(milliseconds) {
      now += milliseconds
    },
    async dispose() {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}
