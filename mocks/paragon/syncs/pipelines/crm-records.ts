import type { Json } from '../../../store/connected-users.ts'

/** A field of a CRM's record, as it came. */
export type Source = Readonly<Record<string, unknown>>

/**
 * A CRM Contact (docs: managed-sync/api/contact-schema). The shape of what is in the lists is not documented, and assumed;
 * so is that dates are ISO 8601 as in the other schemas. What a CRM does not have is null.
 */
export interface Contact {
  firstName: string | null
  lastName: string | null
  companyName: string | null
  jobTitle: string | null
  emails: { email: string; type: string }[]
  phoneNumbers: { phoneNumber: string; type: string }[]
  addresses: Address[]
  socialProfiles: object[]
  type: 'lead' | 'customer' | 'prospect' | 'partner' | 'other' | null
  status: 'active' | 'inactive' | 'new' | 'qualified' | 'unqualified' | null
  ownerId: string | null
  createdAt: string | null
  updatedAt: string | null
  lastActivityAt: string | null
  lifecycleStage: string | null
  leadSource: string | null
  tags: string[]
  notes: string | null
  website: string | null
}

export interface Address {
  type: string
  street: string | null
  city: string | null
  state: string | null
  postalCode: string | null
  country: string | null
}

/** A CRM Company (docs: managed-sync/api/company-schema). */
export interface Company {
  createdAt: string | null
  updatedAt: string | null
  name: string | null
  description: string | null
  website: string | null
  addresses: Address[]
  phoneNumbers: { phoneNumber: string; type: string }[]
  annualRevenue: number | null
  numberOfEmployees: number | null
  parentCompanyId: string | null
  timezone: string | null
  type: string | null
  industry: string | null
  ownerId: string | null
}

/** A CRM Deal (docs: managed-sync/api/deal-schema). */
export interface Deal {
  createdAt: string | null
  updatedAt: string | null
  amount: number | null
  statusType: 'open' | 'closed_lost' | 'closed_won'
  /** As the CRM words it. */
  status: string | null
  accountId: string | null
  ownerId: string | null
  /** A date without a time. */
  closeDate: string | null
  name: string | null
  description: string | null
  nextStep: string | null
  /** Percent. */
  probability: number | null
}

/** A record with "all other fields, synced as-is from the source integration" beside those of its schema. */
export function withCustomFields(record: Contact | Company | Deal, source: Source, used: readonly string[]): Json {
  const others = Object.entries(source).filter(([name]) => !used.includes(name))
  return { ...record, customFields: Object.fromEntries(others) }
}

export function contactData(contact: Contact, source: Source, used: readonly string[]): Json {
  const fullName = [contact.firstName, contact.lastName].filter(Boolean).join(' ') || null
  return { fullName, ...withCustomFields(contact, source, used) }
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A number, or a text that is one. */
export function number(value: unknown): number | null {
  const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

/** Any way that a CRM writes an instant, as ISO 8601. */
export function instant(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  // Salesforce's zones have no colon, which the parser of dates demands.
  const date = new Date(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** The date of an instant, or a date as it is. */
export function day(value: unknown): string | null {
  return instant(value)?.slice(0, 10) ?? null
}

/** An address, unless none of it is known. */
export function addresses(...given: Address[]): Address[] {
  return given.filter(({ type: _, ...parts }) => Object.values(parts).some((part) => part !== null))
}

export function phoneNumbers(given: readonly [string, unknown][]) {
  return given.flatMap(([type, value]) => {
    const phoneNumber = text(value)
    return phoneNumber === null ? [] : [{ phoneNumber, type }]
  })
}
