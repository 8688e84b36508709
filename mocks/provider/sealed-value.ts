import type { z } from 'zod'
import type { Sealer } from '../store/sealer.ts'

/** A value that travels through the browser and comes back unread and unchanged. */
export interface SealedValue<T> {
  seal(value: T): string
  /** Undefined when the text was not sealed here, for this purpose, in this shape. */
  open(text: string): T | undefined
}

/** The purpose is sealed in with the value, so that what was sealed for one is worthless for another. */
export function sealedValue<T>(sealer: Sealer, purpose: string, schema: z.ZodType<T>): SealedValue<T> {
  return {
    seal: (value) => sealer.seal(JSON.stringify([purpose, value])),
    open(text) {
      let opened: unknown
      try {
        opened = JSON.parse(sealer.open(text))
      } catch {
        return undefined
      }
      if (!Array.isArray(opened) || opened[0] !== purpose) return undefined
      return schema.safeParse(opened[1]).data
    },
  }
}
