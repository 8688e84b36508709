import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { FieldValue } from '../objects/definitions.ts'
import { objectNamed } from '../objects/objects.ts'
import type { Org } from '../operations.ts'
import { fieldValue, kindOf } from '../records.ts'
import type { FieldPath, Step } from './paths.ts'

/** A record on its way through a query, with those of its parents that the query asks for, by the reference to them. */
export interface Row {
  record: ProviderRecord
  parents: Map<string, Row | undefined>
}

export function rowOf(record: ProviderRecord): Row {
  return { record, parents: new Map() }
}

/** The value at the end of a path whose parents are there; null behind a reference that leads nowhere. */
export function valueAt(row: Row, { steps, field }: FieldPath): FieldValue {
  const owner = parentAt(row, steps)
  return owner ? fieldValue(owner.record, field) : null
}

export function parentAt(row: Row, steps: readonly Step[]): Row | undefined {
  let owner: Row | undefined = row
  for (const { field } of steps) owner = owner?.parents.get(field.name)
  return owner
}

/** Reads the parents that paths go through: once for each reference, however many rows there are. */
export async function attachParents(
  org: Pick<Org, 'account' | 'rows'>,
  rows: readonly Row[],
  paths: readonly FieldPath[],
): Promise<void> {
  if (rows.length === 0) return
  const beyond = new Map<string, { step: Step; paths: FieldPath[] }>()
  for (const { steps, field } of paths) {
    const [step, ...rest] = steps
    if (!step) continue
    const group = beyond.get(step.field.name) ?? { step, paths: [] }
    group.paths.push({ steps: rest, field })
    beyond.set(step.field.name, group)
  }
  for (const { step, paths: rest } of beyond.values()) {
    const idOf = ({ record }: Row) => String(fieldValue(record, step.field) ?? '')
    const missing = rows.filter(({ parents }) => !parents.has(step.field.name))
    const ids = [...new Set(missing.map(idOf).filter(Boolean))]
    const found = new Map<string, Row>()
    for (const name of step.reference.to) {
      const object = objectNamed(name)
      const ofObject = ids.filter((id) => id.startsWith(object.keyPrefix))
      const records = await org.rows.findAmong(org.account.id, kindOf(object), ofObject)
      for (const record of records) found.set(record.id, rowOf(record))
    }
    for (const row of missing) row.parents.set(step.field.name, found.get(idOf(row)))
    const parents = rows.flatMap((row) => row.parents.get(step.field.name) ?? [])
    await attachParents(org, [...new Set(parents)], rest)
  }
}
