import { type DemoCompany, demoHubs, starterCompanies } from '../../catalog/demo-hubspot.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import type { ProviderContext } from '../provider-context.ts'
import { linkRows, type ObjectRef } from './associations/associations.ts'
import { hubOf } from './hub.ts'
import { formatInstant } from './instant.ts'
import { requireObjectType } from './object-types.ts'
import type { Values } from './objects/crm-object.ts'
import { uniqueRecord, uniqueValuesOf } from './objects/unique-values.ts'
import { newObject, recordOf } from './objects/writing.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** The records that an account starts with, not stored yet. */
export function startingRecords(ctx: ProviderContext, account: Account): ProviderRecord[] {
  const now = ctx.clockOf(account.projectId).timestamp().getTime()
  const companies = demoHubs[account.email]?.companies ?? starterCompanies(account.name)
  const records: Omit<ProviderRecord, 'accountId'>[] = []
  // Dates of their own, an hour apart: the last one was made an hour ago.
  let hoursAgo = companies.map(sizeOf).reduce((sum, size) => sum + size, 0)

  function add(typeName: string, values: Values): ObjectRef {
    const type = requireObjectType(typeName)
    const object = newObject({ ...values, hubspot_owner_id: hubOf(account).ownerId }, new Date(now - hoursAgo * HOUR))
    hoursAgo -= 1
    const definitions = new Map(type.properties.map((property) => [property.name, property]))
    const unique = uniqueValuesOf(type, definitions, object.values)
    records.push(recordOf(type, object), ...unique.map((value) => uniqueRecord(value, object)))
    return { type, id: object.id }
  }
  function tie(from: ObjectRef, to: ObjectRef | undefined): void {
    if (to) records.push(...linkRows([{ from, to, isPrimary: true }], new Date(Number(from.id))))
  }

  for (const { contacts, deals = [], tickets = [], ...values } of companies) {
    const company = add('companies', values)
    const people = contacts.map((contact) => add('contacts', contactValues(contact, values)))
    for (const person of people) tie(person, company)
    for (const { dealname, amount, dealstage, closes } of deals) {
      const closedate = formatInstant(new Date(now - (now % DAY) + closes * DAY))
      const deal = add('deals', { dealname, amount: String(amount), dealstage, pipeline: 'default', closedate })
      tie(deal, company)
      tie(deal, people[0])
    }
    for (const { subject, content, priority } of tickets) {
      const stage = { hs_pipeline: '0', hs_pipeline_stage: '1' }
      const ticket = add('tickets', { subject, content, hs_ticket_priority: priority, ...stage })
      tie(ticket, company)
      tie(ticket, people[0])
    }
  }
  return records.map((record) => ({ ...record, accountId: account.id }))
}

function sizeOf({ contacts, deals = [], tickets = [] }: DemoCompany): number {
  return 1 + contacts.length + deals.length + tickets.length
}

function contactValues(contact: DemoCompany['contacts'][number], company: { name: string; domain: string }): Values {
  const local = `${contact.firstname}.${contact.lastname}`.toLowerCase().replaceAll(/[^a-z.]/g, '')
  return { ...contact, email: `${local}@${company.domain}`, company: company.name }
}
