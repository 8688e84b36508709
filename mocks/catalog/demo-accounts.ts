import type { Account } from '../store/provider-accounts.ts'
import type { DemoEvent } from './demo-events.ts'
import type { DemoFile } from './demo-files.ts'

/**
 * An account that a project starts with. `directory` is `sso`, the company sign-in, or names a third party. What an account
 * starts with is written when it is first used, but for a Google account that has it said: that has what is in `contents`
 * and nothing else.
 */
export interface DemoAccount extends Omit<Account, 'id' | 'projectId' | 'isSeeded' | 'dateCreated'> {
  contents?: GoogleContents
}

export interface GoogleContents {
  files: readonly DemoFile[]
  events: readonly DemoEvent[]
}

/** Everyone signs in with a company account and has two at each third party: at work and at home. */
const people = [
  { person: 'maya', first: 'Maya', last: 'Chen', hue: 262 },
  { person: 'jonas', first: 'Jonas', last: 'Weber', hue: 178 },
  { person: 'priya', first: 'Priya', last: 'Nair', hue: 350 },
]

const thirdParties = [
  'google',
  'microsoft',
  'box',
  'atlassian',
  'slack',
  'salesforce',
  'hubspot',
  'tasklab',
  'notion',
  'sendgrid',
]

export const demoAccounts: DemoAccount[] = people.flatMap(({ person, first, last, hue }) => {
  const name = `${first} ${last}`
  const address = `${first}.${last}`.toLowerCase()
  const work = { email: `${address}@northwind.example`, name, hue, kind: 'work' }
  const home = {
    email: `${address}.home@mail.example`,
    name: `${first} (personal)`,
    hue: (hue + 130) % 360,
    kind: 'personal',
  }
  return [
    { directory: 'sso', email: `${person}@northwind.example`, name, hue, kind: 'work', person },
    ...thirdParties.flatMap((directory) => [work, home].map((account) => ({ ...account, directory, person }))),
  ]
})
