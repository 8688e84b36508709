import { z } from 'zod'
import type { Json } from '../../store/connected-users.ts'
import type { SyncType } from './events.ts'

const json = z.record(z.string(), z.unknown())

const runSchema = z.object({
  /** `traceId` of the log. */
  id: z.string(),
  type: z.enum(['INITIAL', 'INCREMENTAL', 'FULL']),
  /**
   * - `list`: everything is being read
   * - `sweep`: what the list did not have is being removed
   * - `changes`: what has changed is being read
   */
  phase: z.enum(['list', 'sweep', 'changes']),
  /** Where the list goes on. */
  cursor: json.optional(),
  /** Where changes are to be read from when the list is through. */
  watch: json.optional(),
  created: z.int(),
  updated: z.int(),
  deleted: z.int(),
})

/** A reading that takes several steps, as it is kept between them. */
export type Run = z.infer<typeof runSchema>

export function newRun(id: string, type: SyncType, phase: Run['phase'], watch?: Json): Run {
  return { id, type, phase, ...(watch && { watch }), created: 0, updated: 0, deleted: 0 }
}

export function readRun(stored: Json | null): Run | undefined {
  return stored === null ? undefined : runSchema.parse(stored)
}
