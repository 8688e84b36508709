import { z } from 'zod'

/** Goes up with a change of what a snapshot is, beside the columns of its tables. */
export const SNAPSHOT_VERSION = 1

/** `PUT /_sandbox/projects/:id/snapshot`, and a file of `start --seed`. */
export const snapshot = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION, {
    error: ({ input }) =>
      `this sandbox reads snapshots of version ${SNAPSHOT_VERSION}, and not ${JSON.stringify(input)}`,
  }),
  projectId: z.string().min(1),
  /** ISO 8601, on the machine's clock. */
  exportedAt: z.iso.datetime(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
})
export type Snapshot = z.infer<typeof snapshot>

/** Bytes. */
export const SNAPSHOT_LIMIT = 256_000_000
