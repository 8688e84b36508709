import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClock, createProjectClocks } from '../clock.ts'
import { openStore, type Store } from '../store/store.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'

const START = Date.UTC(2026, 0, 15, 9)
const MINUTE = 60_000
let folder: string
const stores: Store[] = []
const schedulers: Scheduler[] = []
/** What every process of a test takes for the machine's time. */
let machineNow: number

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scheduler-'))
  machineNow = START
})
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop()))
  await Promise.all(stores.splice(0).map((store) => store.close()))
  rmSync(folder, { recursive: true })
})

/** A process: a store of its own over the same database. */
async function startProcess() {
  const store = await openStore({ databaseUrl: `file:${path.join(folder, 'test.db')}` })
  const machine = createClock(() => machineNow)
  const clockOf = createProjectClocks(store, machine)
  const scheduler = createScheduler(store, machine, clockOf)
  stores.push(store)
  schedulers.push(scheduler)
  return { store, scheduler, clockOf }
}

const addProject = (store: Store, id: string) =>
  store.projects.create({
    id,
    name: id,
    allowedOrigins: [],
    accessibleFeatures: [],
    billingPlan: '',
    dateCreated: new Date(START),
    signingKey: { id: `key-${id}`, publicKey: 'public' },
    integrations: [],
  })

const job = (subject: string, minutes: number, projectId = 'p') => ({
  id: `${projectId}-${subject}`,
  projectId,
  kind: 'note',
  subject,
  payload: { subject },
  dateDue: new Date(START + minutes * MINUTE),
})

describe('a project’s clock that is set forward', () => {
  it('does what falls due in order, each at its time, and what that adds too', async () => {
    const { store, scheduler, clockOf } = await startProcess()
    await addProject(store, 'p')
    const done: [string, number][] = []
    scheduler.handle('note', async ({ subject }) => {
      done.push([subject, (clockOf('p').now() - START) / MINUTE])
      if (subject === 'first') await scheduler.put(job('added', 15))
      return undefined
    })
    for (const [subject, minutes] of [
      ['last', 30],
      ['first', 10],
      ['after', 61],
      ['second', 20],
    ] as const) {
      await scheduler.put(job(subject, minutes))
    }
    await scheduler.advance('p', new Date(START + 60 * MINUTE))
    expect(done).toEqual([
      ['first', 10],
      ['added', 15],
      ['second', 20],
      ['last', 30],
    ])
    expect(clockOf('p').now()).toBe(START + 60 * MINUTE)
    expect(await store.jobs.find('p', 'note', 'after')).toBeDefined()
    await scheduler.advance('p', new Date(START + 61 * MINUTE))
    expect(done.at(-1)).toEqual(['after', 61])
  })

  it('has what only looks look once between two things that happen, and at the end', async () => {
    const { store, scheduler, clockOf } = await startProcess()
    await addProject(store, 'p')
    const done: [string, number][] = []
    const minutes = () => Math.round((clockOf('p').now() - START) / MINUTE)
    const note = async ({ kind }: { kind: string }) => {
      done.push([kind, minutes()])
      return kind === 'look' ? new Date(clockOf('p').now() + MINUTE) : undefined
    }
    scheduler.handle('look', note, { onlyLooks: true })
    scheduler.handle('note', note)
    await scheduler.put({ ...job('looker', 1), kind: 'look' })
    await scheduler.put(job('first', 100))
    await scheduler.put(job('second', 200))
    await scheduler.advance('p', new Date(START + 10_000 * MINUTE))
    expect(done).toEqual([
      ['look', 1],
      ['note', 100],
      ['look', 100],
      ['note', 200],
      ['look', 200],
      ['look', 10_000],
    ])
    done.length = 0
    for (let step = 0; step < 3; step += 1) await scheduler.advance('p', new Date(clockOf('p').now() + MINUTE))
    expect(done).toHaveLength(3)
  })

  it('is set no further, and does nothing more, once the scheduler is told to stop', async () => {
    const { store, scheduler, clockOf } = await startProcess()
    await addProject(store, 'p')
    const done: string[] = []
    let stopping: Promise<void> | undefined
    scheduler.handle('note', async ({ subject }) => {
      done.push(subject)
      stopping = scheduler.stop()
      return undefined
    })
    await scheduler.put(job('first', 1))
    await scheduler.put(job('second', 2))
    const advancing = scheduler.advance('p', new Date(START + 10 * MINUTE))
    await advancing
    await stopping
    expect([done, clockOf('p').now()]).toEqual([['first'], START + MINUTE])
  })

  it('repeats what asks for another time, and tries again what failed', async () => {
    const { store, scheduler, clockOf } = await startProcess()
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await addProject(store, 'p')
    const times: number[] = []
    scheduler.handle('note', async ({ attempts }) => {
      times.push((clockOf('p').now() - START) / 1000)
      if (times.length <= 3) throw new Error(`attempt ${attempts}`)
      return times.length < 6 ? new Date(clockOf('p').now() + MINUTE) : undefined
    })
    await scheduler.put(job('repeated', 0))
    await scheduler.advance('p', new Date(START + 10 * MINUTE))
    // Failures at 0, 1 and 3 seconds; then three runs, a minute apart.
    expect(times).toEqual([0, 1, 3, 7, 67, 127])
    expect(await store.jobs.find('p', 'note', 'repeated')).toBeUndefined()
  })

  it('waits for what has begun, and does what that adds', async () => {
    const { store, scheduler, clockOf } = await startProcess()
    await addProject(store, 'p')
    const done: [string, number][] = []
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    let end = () => {}
    const mayEnd = new Promise<void>((resolve) => {
      end = resolve
    })
    scheduler.handle('note', async ({ subject }) => {
      if (subject === 'slow') {
        begin()
        await mayEnd
        await scheduler.put(job('added', 5))
      }
      done.push([subject, (clockOf('p').now() - START) / MINUTE])
      return undefined
    })
    scheduler.start()
    await scheduler.put(job('slow', 0))
    await begun
    const advanced = scheduler.advance('p', new Date(START + 60 * MINUTE))
    end()
    await advanced
    expect(done).toEqual([
      ['slow', 0],
      ['added', 5],
    ])
  })

  it('that stands still keeps what is not due, and moves no other project’s', async () => {
    const { store, scheduler, clockOf } = await startProcess()
    await addProject(store, 'p')
    await addProject(store, 'q')
    const done: string[] = []
    scheduler.handle('note', async ({ projectId }) => {
      done.push(projectId)
      return undefined
    })
    await store.clocks.set('p', { offset: 0, frozenAt: START })
    await scheduler.put(job('later', 5))
    await scheduler.put(job('later', 5, 'q'))
    machineNow += 60 * MINUTE
    expect(await store.jobs.due(machineNow, { projects: [], kinds: [] }, 10)).toMatchObject([{ projectId: 'q' }])
    expect(clockOf('p').now()).toBe(START)
    await scheduler.advance('p', new Date(START + 5 * MINUTE))
    expect(done).toEqual(['p'])
    expect(clockOf('q').now()).toBe(START + 60 * MINUTE)
  })
})

describe('the queue', () => {
  it('is worked off by the machine’s time alone', async () => {
    const { store, scheduler } = await startProcess()
    await addProject(store, 'p')
    const done = new Promise<string>((resolve) => {
      scheduler.handle('note', async ({ payload }) => {
        resolve(String(payload.subject))
        return undefined
      })
    })
    scheduler.start()
    await scheduler.put(job('now', 0))
    expect(await done).toBe('now')
    await scheduler.stop()
    expect(await store.jobs.find('p', 'note', 'now')).toBeUndefined()
  })

  it('has slow ones of a kind leave room for others, and does them all in the end', async () => {
    const { store, scheduler } = await startProcess()
    await addProject(store, 'p')
    const begun: string[] = []
    const done: string[] = []
    let letThemGo = () => {}
    const answer = new Promise<void>((resolve) => {
      letThemGo = resolve
    })
    scheduler.handle(
      'call',
      async ({ subject }) => {
        begun.push(subject)
        await answer
        done.push(subject)
        return undefined
      },
      { atOnce: 2 },
    )
    const noted = new Promise<string>((resolve) => {
      scheduler.handle('note', async ({ subject }) => {
        resolve(subject)
        return undefined
      })
    })
    const calls = Array.from({ length: 12 }, (_, index) => `call-${index}`)
    for (const call of calls) await store.jobs.put({ ...job(call, -1), kind: 'call' })
    await store.jobs.put(job('short', 0))
    scheduler.start()
    expect(await noted).toBe('short')
    expect(begun).toHaveLength(2)
    letThemGo()
    await vi.waitFor(() => expect(done.toSorted()).toEqual(calls.toSorted()))
  })

  it('has one process do each job', async () => {
    const processes = [await startProcess(), await startProcess()]
    await addProject((processes[0] as (typeof processes)[0]).store, 'p')
    const done: string[] = []
    for (const { scheduler } of processes) {
      scheduler.handle('note', async ({ subject }) => {
        done.push(subject)
        return undefined
      })
    }
    const subjects = Array.from({ length: 20 }, (_, index) => `job-${index}`)
    for (const subject of subjects) await processes[0]?.scheduler.put(job(subject, 0))
    await Promise.all(
      processes.flatMap(({ scheduler }) => subjects.map((subject) => scheduler.runNow('p', 'note', subject))),
    )
    expect(done.toSorted()).toEqual(subjects.toSorted())
  })

  it('gives a job of a process that died to another, once its lease has run out', async () => {
    const [first, second] = [await startProcess(), await startProcess()]
    await addProject(first.store, 'p')
    await first.store.jobs.put(job('orphan', 0))
    const [orphan] = await first.store.jobs.due(machineNow, { projects: [], kinds: [] }, 1)
    if (!orphan) throw new Error('nothing is due')
    expect(await first.store.jobs.claim(orphan, machineNow, machineNow + 15_000)).toBe(true)
    const done: string[] = []
    second.scheduler.handle('note', async ({ subject }) => {
      done.push(subject)
      return undefined
    })
    expect(await second.scheduler.runNow('p', 'note', 'orphan')).toBe(false)
    machineNow += 15_001
    expect(await second.scheduler.runNow('p', 'note', 'orphan')).toBe(true)
    expect(done).toEqual(['orphan'])
  })

  it('keeps a job that is put again while it runs', async () => {
    const { store, scheduler } = await startProcess()
    await addProject(store, 'p')
    const runs: number[] = []
    scheduler.handle('note', async () => {
      runs.push(runs.length)
      if (runs.length === 1) await scheduler.put(job('again', 2))
      return undefined
    })
    await scheduler.put(job('again', 0))
    await scheduler.advance('p', new Date(START + MINUTE))
    expect([runs.length, (await store.jobs.find('p', 'note', 'again'))?.dateDue]).toEqual([1, job('', 2).dateDue])
    await scheduler.advance('p', new Date(START + 2 * MINUTE))
    expect(runs).toHaveLength(2)
  })

  it('goes with its project', async () => {
    const { store } = await startProcess()
    await addProject(store, 'p')
    await store.jobs.put(job('gone', 0))
    await store.projects.remove('p')
    expect(await store.jobs.due(machineNow, { projects: [], kinds: [] }, 10)).toEqual([])
    expect(store.jobs.wakeAt()).toBeUndefined()
  })
})
