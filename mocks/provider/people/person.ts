import type { DemoContact } from '../../catalog/demo-contacts.ts'
import { derivedUuid } from '../../derived-uuid.ts'
import type { Account } from '../../store/provider-accounts.ts'

/** Parts of a person that a mask may ask for (developers.google.com/people/api/rest/v1/people.connections/list). */
const PARTS = new Set(
  'addresses ageRanges biographies birthdays calendarUrls clientData coverPhotos emailAddresses events externalIds genders imClients interests locales locations memberships metadata miscKeywords names nicknames occupations organizations phoneNumbers photos relations sipAddresses skills urls userDefined'.split(
    ' ',
  ),
)

/** A person as the People API shows one, without what nobody asked for. */
export type Person = { resourceName: string; etag: string } & Record<string, unknown>

/** The parts that a mask names; undefined for a mask that is missing or names what there is not. */
export function readMask(text: string | undefined): Set<string> | undefined {
  const names = (text ?? '').split(',').map((name) => name.trim())
  return names.every((name) => PARTS.has(name)) ? new Set(names) : undefined
}

export function contactPerson({ id }: Account, contact: DemoContact, mask: ReadonlySet<string>): Person {
  const key = digitsOf(`${id}/${contact.email}`)
  const metadata = { primary: true, source: { type: 'CONTACT', id: key } }
  return person(`people/c${key}`, mask, {
    metadata: { sources: [metadata.source], objectType: 'PERSON' },
    names: [named(contact.name, metadata)],
    emailAddresses: [{ metadata, value: contact.email }],
    ...(contact.phone && { phoneNumbers: [{ metadata, value: contact.phone }] }),
    ...(contact.company && { organizations: [{ metadata, name: contact.company }] }),
  })
}

export function directoryPerson({ id, name, email }: Account, mask: ReadonlySet<string>): Person {
  const metadata = { primary: true, source: { type: 'DOMAIN_PROFILE', id } }
  return person(`people/${id}`, mask, {
    metadata: { sources: [metadata.source], objectType: 'PERSON' },
    names: [named(name, metadata)],
    emailAddresses: [{ metadata, value: email }],
  })
}

function person(resourceName: string, mask: ReadonlySet<string>, parts: Record<string, unknown>): Person {
  const shown = Object.entries(parts).filter(([name]) => mask.has(name))
  return { resourceName, etag: digitsOf(JSON.stringify(parts)), ...Object.fromEntries(shown) }
}

function named(name: string, metadata: object) {
  const [givenName = name, ...others] = name.split(' ')
  const familyName = others.join(' ')
  return { metadata, displayName: name, givenName, ...(familyName && { familyName }), unstructuredName: name }
}

/** Digits that stand for a text, always the same. */
function digitsOf(text: string): string {
  return BigInt(`0x${derivedUuid(text, 'people').replaceAll('-', '').slice(0, 15)}`).toString()
}

/** Whether some word of the name or the address begins with the query, as Google searches people. */
export function isFound({ name, email }: { name: string; email: string }, query: string): boolean {
  const wanted = query.trim().toLowerCase()
  const words = [name, ...name.split(/\s+/), email].map((word) => word.toLowerCase())
  return words.some((word) => word.startsWith(wanted))
}
