import type { Account } from '../store/provider-accounts.ts'
import { type DemoEvent, demoEvents } from './demo-events.ts'
import { type DemoFile, demoFiles } from './demo-files.ts'

/** An account that a project starts with, and what is in it. `directory`: `sso` is the company sign-in, or `google`. */
export interface DemoAccount extends Omit<Account, 'id' | 'projectId' | 'dateCreated'> {
  files: DemoFile[]
  events: DemoEvent[]
}

/** Everyone signs in with a company account and has two at Google: at work and at home. */
const people = [
  { person: 'maya', first: 'Maya', last: 'Chen', hue: 262 },
  { person: 'jonas', first: 'Jonas', last: 'Weber', hue: 178 },
  { person: 'priya', first: 'Priya', last: 'Nair', hue: 350 },
]

export const demoAccounts: DemoAccount[] = people.flatMap(({ person, first, last, hue }) => {
  const name = `${first} ${last}`
  const address = `${first}.${last}`.toLowerCase()
  const work = `${address}@northwind.example`
  const home = `${address}.home@mail.example`
  return [
    { directory: 'sso', email: `${person}@northwind.example`, name, hue, kind: 'work', person, files: [], events: [] },
    {
      directory: 'google',
      email: work,
      name,
      hue,
      kind: 'work',
      person,
      files: demoFiles[work] ?? [],
      events: demoEvents[work] ?? [],
    },
    {
      directory: 'google',
      email: home,
      name: `${first} (personal)`,
      hue: (hue + 130) % 360,
      kind: 'personal',
      person,
      files: demoFiles[home] ?? [],
      events: demoEvents[home] ?? [],
    },
  ]
})
