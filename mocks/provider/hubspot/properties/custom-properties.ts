import type { z } from 'zod'
import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { HubspotError, notFound } from '../errors.ts'
import type { ObjectType } from '../object-types.ts'
import type { CustomProperty, PropertyDefinition } from './definition.ts'
import { newPropertySchema, readNewProperty } from './property-body.ts'

/** The properties that a type of object has in a hub, by name: HubSpot's own and those that the hub has made. */
export type Definitions = ReadonlyMap<string, PropertyDefinition | CustomProperty>

const kindOf = ({ name }: ObjectType) => `hubspot/properties/${name}`

export async function definitionsOf(ctx: ProviderContext, account: Account, type: ObjectType): Promise<Definitions> {
  const records = await ctx.store.provider.records.list(account.id, kindOf(type), {
    order: 'dateCreated',
    direction: 'asc',
  })
  return new Map([...type.properties, ...records.map(toProperty)].map((property) => [property.name, property]))
}

/** Throws HubspotError 404. */
export async function getProperty(ctx: ProviderContext, account: Account, type: ObjectType, name: string) {
  const property = (await definitionsOf(ctx, account, type)).get(name)
  if (!property) throw notFound(`Property "${name}" does not exist`)
  return property
}

/** Throws HubspotError 400 for a definition that is none, 409 for a name that is taken. */
export async function createProperty(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  body: unknown,
): Promise<CustomProperty> {
  const property = readNewProperty(type, body)
  const dateCreated = ctx.clockOf(account.projectId).timestamp()
  const isNew =
    !type.properties.some(({ name }) => name === property.name) &&
    (await ctx.store.provider.records.create({
      accountId: account.id,
      kind: kindOf(type),
      id: property.name,
      data: { ...property },
      dateCreated,
      dateModified: dateCreated,
    }))
  if (!isNew) {
    throw new HubspotError(409, 'OBJECT_ALREADY_EXISTS', `A property named '${property.name}' already exists.`)
  }
  return { ...property, dateCreated }
}

function toProperty({ data, dateCreated }: ProviderRecord): CustomProperty {
  return { ...newPropertySchema.parse(data), dateCreated }
}

export type NewProperty = z.infer<typeof newPropertySchema>
