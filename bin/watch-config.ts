import { watch } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { CheckedConfig } from '../mocks/config/schemas.ts'

export interface ConfigWatch {
  file: string
  /** What the sandbox was started with. */
  started: CheckedConfig
  load(file: string): Promise<CheckedConfig>
  apply(config: CheckedConfig): Promise<void>
  /** What came of a change, for a person or for a program. */
  report(outcome: ConfigOutcome): void
}

export interface ConfigOutcome {
  /** Whether the projects are as the file has them. */
  applied: boolean
  /** Settings that hold from the next start on. */
  restart: string[]
  error?: string
}

/** Milliseconds in which an editor's several writes are taken for one. */
const QUIET = 50

/** Applies a configuration whenever its file changes; answers what ends that. */
export function watchConfig({ file, started, load, apply, report }: ConfigWatch): () => void {
  let timer: NodeJS.Timeout | undefined
  let working = Promise.resolve()

  async function reload(): Promise<void> {
    try {
      const config = await load(file)
      await apply(config)
      report({ applied: true, restart: needRestart(started, config) })
    } catch (error) {
      report({ applied: false, restart: [], error: error instanceof Error ? error.message : String(error) })
    }
  }

  // The folder, because many an editor puts another file in the place of the one that it has read.
  const watcher = watch(path.dirname(file), (_, name) => {
    if (name !== null && name !== path.basename(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      working = working.then(reload)
    }, QUIET)
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}

/** The settings beside projects that are no longer what the sandbox was started with. */
export function needRestart(
  { projects: _, ...before }: CheckedConfig,
  { projects: __, ...after }: CheckedConfig,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof typeof before>
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]))
}
