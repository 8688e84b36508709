import type { FieldDefinition, ObjectDefinition } from '../objects/definitions.ts'
import { attributesOf, fieldValue } from '../records.ts'
import { malformed, queryError } from './errors.ts'
import { type FieldPath, type QueryScope, resolvePath, type Step } from './paths.ts'
import type { Row } from './rows.ts'
import type { SelectItem } from './syntax.ts'

/** Records that FIELDS(ALL) and FIELDS(CUSTOM) may answer with ("FIELDS()"). */
const MAX_ALL = 200

/** What a query wants of each record: fields, and parts of its parents, in the order of the query. */
export interface Selection {
  object: ObjectDefinition
  members: Map<string, { field: FieldDefinition } | { step: Step; selection: Selection }>
}

/** Throws SalesforceError 400 for a field that there is not or that is named twice, and for all fields of too many records. */
export function compileSelect(scope: QueryScope, items: readonly SelectItem[], limit: number | undefined) {
  const selection: Selection = { object: scope.object, members: new Map() }
  const paths: FieldPath[] = []
  for (const item of items) {
    if (item.kind === 'path') {
      const path = resolvePath(scope, item.path)
      if (!add(selection, path)) {
        throw queryError('INVALID_FIELD', scope.text, item.path.at, `duplicate field selected: ${item.path.text}`)
      }
      paths.push(path)
      continue
    }
    if (item.which !== 'STANDARD' && !(limit !== undefined && limit <= MAX_ALL)) {
      throw malformed(scope.text, item.at, `The SOQL FIELDS function must have a LIMIT of at most ${MAX_ALL}`)
    }
    for (const field of scope.object.fields) {
      const isCustom = field.name.endsWith('__c')
      if (item.which === 'ALL' || isCustom === (item.which === 'CUSTOM')) add(selection, { steps: [], field })
    }
  }
  return { selection, paths }
}

/** False when it is there already. */
function add(selection: Selection, { steps, field }: FieldPath): boolean {
  let owner = selection
  for (const step of steps) {
    const name = step.reference.relationshipName
    const known = owner.members.get(name)
    const below = known && 'selection' in known ? known.selection : { object: step.parent, members: new Map() }
    owner.members.set(name, { step, selection: below })
    owner = below
  }
  if (owner.members.has(field.name)) return false
  owner.members.set(field.name, { field })
  return true
}

/** A row as the query wants it. */
export function selectedResource({ object, members }: Selection, row: Row, version: string): object {
  const entries = [...members].map(([name, member]) => {
    if ('field' in member) return [name, fieldValue(row.record, member.field)]
    const parent = row.parents.get(member.step.field.name)
    return [name, parent ? selectedResource(member.selection, parent, version) : null]
  })
  return { attributes: attributesOf(object, row.record, version), ...Object.fromEntries(entries) }
}
