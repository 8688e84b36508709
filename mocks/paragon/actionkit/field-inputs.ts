import type { z } from 'zod'
import { choice, flag, text } from './inputs.ts'
import type { RecordField } from './tool.ts'

/** Inputs for the fields of a record, none of them required, under names made of theirs. */
export function fieldInputs(fields: readonly RecordField[], nameOf: (field: string) => string) {
  return Object.fromEntries(fields.map((field) => [nameOf(field.name), inputFor(field).optional()]))
}

function inputFor({ label, kind, options }: RecordField): z.ZodType {
  if (kind === 'boolean') return flag(label)
  if (kind === 'text' || !options?.length) return text(label)
  return choice(label, Object.fromEntries(options.map(({ value, label }) => [value, label])))
}
