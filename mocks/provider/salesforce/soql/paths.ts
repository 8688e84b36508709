import type { SalesforceError } from '../errors.ts'
import type { FieldDefinition, ObjectDefinition, ReferenceDefinition } from '../objects/definitions.ts'
import { findField, objectNamed } from '../objects/objects.ts'
import { polymorphicName } from '../objects/polymorphic-name.ts'
import { queryError } from './errors.ts'
import type { Name } from './syntax.ts'

/** Parents of parents that a path may go up ("Understanding Relationship Query Limitations"). */
const MAX_STEPS = 5

/** A field of a record or of one of its parents. */
export interface FieldPath {
  steps: readonly Step[]
  field: FieldDefinition
}

/** From a record to its parent. */
export interface Step {
  field: FieldDefinition
  reference: ReferenceDefinition
  /** What the parent is taken for. */
  parent: ObjectDefinition
}

/** What the names in a query are about. */
export interface QueryScope {
  /** The query's text. */
  text: string
  object: ObjectDefinition
  alias: string | undefined
}

/** The field that a name in a query stands for. Throws SalesforceError 400 when there is none. */
export function resolvePath({ text, object, alias }: QueryScope, name: Name): FieldPath {
  const segments = name.text.split('.')
  const [first = ''] = segments
  const isSelf = [alias, object.name].some((own) => own?.toLowerCase() === first.toLowerCase())
  if (segments.length > 1 && isSelf && !findStep(object, first)) segments.shift()
  const fieldName = segments.pop() ?? ''
  const steps: Step[] = []
  let owner = object
  for (const segment of segments) {
    const step = steps.length < MAX_STEPS ? findStep(owner, segment) : undefined
    if (!step) throw noSuchRelationship(text, name, segment)
    steps.push(step)
    owner = step.parent
  }
  const field = findField(owner, fieldName)
  if (!field) throw noSuchColumn(text, name, owner, fieldName)
  return { steps, field }
}

function findStep(object: ObjectDefinition, relationshipName: string): Step | undefined {
  for (const field of object.fields) {
    const { reference } = field
    if (reference?.relationshipName.toLowerCase() !== relationshipName.toLowerCase()) continue
    const [only, ...others] = reference.to
    if (only === undefined) continue
    return { field, reference, parent: others.length > 0 ? polymorphicName : objectNamed(only) }
  }
  return undefined
}

function noSuchColumn(text: string, { at }: Name, { name: entity }: ObjectDefinition, field: string): SalesforceError {
  const hint =
    "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
  return queryError('INVALID_FIELD', text, at, `No such column '${field}' on entity '${entity}'. ${hint}`)
}

function noSuchRelationship(text: string, { at }: Name, segment: string): SalesforceError {
  const hint =
    "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
  return queryError('INVALID_FIELD', text, at, `Didn't understand relationship '${segment}' in field path. ${hint}`)
}
