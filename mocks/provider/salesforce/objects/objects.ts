import { account } from './account.ts'
import { caseObject } from './case.ts'
import { contact } from './contact.ts'
import type { FieldDefinition, ObjectDefinition, ReferenceDefinition } from './definitions.ts'
import { lead } from './lead.ts'
import { opportunity } from './opportunity.ts'
import { organization } from './organization.ts'
import { task } from './task.ts'
import { user } from './user.ts'

/** Every object of an org. */
export const objects: readonly ObjectDefinition[] = [
  account,
  caseObject,
  contact,
  lead,
  opportunity,
  organization,
  task,
  user,
]

/** Names are told apart regardless of their case, as everywhere in Salesforce. */
const byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]))
const fieldsByName = new WeakMap<ObjectDefinition, Map<string, FieldDefinition>>()

export function findObject(name: string): ObjectDefinition | undefined {
  return byName.get(name.toLowerCase())
}

/** An object that the definitions name. */
export function objectNamed(name: string): ObjectDefinition {
  const object = findObject(name)
  if (!object) throw new Error(`There is no object ${name}.`)
  return object
}

export function findField(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  let fields = fieldsByName.get(object)
  if (!fields) {
    fields = new Map(object.fields.map((field) => [field.name.toLowerCase(), field]))
    fieldsByName.set(object, fields)
  }
  return fields.get(name.toLowerCase())
}

/** The object that an id belongs to, by its first three characters. */
export function objectOfId(id: string): ObjectDefinition | undefined {
  return objects.find(({ keyPrefix }) => id.startsWith(keyPrefix))
}

/** The field that a person knows a record by. */
export function nameFieldOf(object: ObjectDefinition): FieldDefinition | undefined {
  return object.fields.find(({ nameField }) => nameField)
}

/** Whether deleted records stay, in the recycle bin. */
export function hasRecycleBin(object: ObjectDefinition): boolean {
  return findField(object, 'IsDeleted') !== undefined
}

export interface ChildReference {
  child: ObjectDefinition
  field: FieldDefinition
  reference: ReferenceDefinition
}

/** The fields of all objects that lead to this one. */
export function childReferences(parent: ObjectDefinition): ChildReference[] {
  return objects.flatMap((child) =>
    child.fields.flatMap((field) =>
      field.reference?.to.includes(parent.name) ? [{ child, field, reference: field.reference }] : [],
    ),
  )
}
