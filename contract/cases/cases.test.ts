import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import { asset } from '../assets.ts'
import { mutations } from '../mutants/mutations.ts'
import { readRequirements, revisions } from '../requirements/requirements.ts'
import { select } from '../select.ts'
import { loadCases } from './load-cases.ts'

const cases = loadCases()
const checks = cases.flatMap((each) => each.then)
const ids = new Set(checks.map(({ id }) => id))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cases-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('has what it promises', () => {
  expect(checks.length).toBeGreaterThanOrEqual(150)
  expect(new Set(cases.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(15)
})

it('demands in a frozen revision only what there is, and not more of it than was frozen', () => {
  for (const revision of revisions()) {
    for (const [id, level] of readRequirements(revision).levels) {
      const check = checks.find((each) => each.id === id)
      expect(check, `${revision} demands ${id}`).toBeDefined()
      expect(level, id).toBe(check?.level)
    }
  }
  expect(() => readRequirements('1999-01')).toThrow('There is no revision "1999-01"')
})

it('has mutants that name checks, topics and mutations that there are', () => {
  const mutants: Record<string, { topics: string[]; red: string[] }> = parse(
    readFileSync(asset('contract/mutants/mutants.yaml'), 'utf8'),
  )
  expect(Object.keys(mutants).length).toBeGreaterThanOrEqual(40)
  expect(Object.keys(mutants).sort()).toEqual(Object.keys(mutations).sort())
  for (const [name, { topics, red }] of Object.entries(mutants)) {
    for (const id of red) expect(ids, `${name} names ${id}`).toContain(id)
    const redTopics = cases.filter(({ then }) => then.some(({ id }) => red.includes(id))).map(({ topic }) => topic)
    // A topic in which nothing turns red would be looked at in vain; there are more than npm test looks at.
    expect(topics, name).not.toHaveLength(0)
    for (const topic of topics) expect(redTopics, `${name}: ${topic}`).toContain(topic)
  }
})

it('chooses cases by topic, case, check and pattern, and knows what it has none of', () => {
  expect(select(cases, ['sync'], []).every(({ topic }) => topic === 'sync')).toBe(true)
  expect(select(cases, ['sync-update'], []).map(({ id }) => id)).toEqual(['sync-update'])
  expect(select(cases, ['sync-update-sent'], []).map(({ id }) => id)).toEqual(['sync-update'])
  expect(select(cases, ['retry-*'], ['retry-event']).map(({ id }) => id)).not.toContain('retry-event')
  expect(() => select(cases, ['nothing'], [])).toThrow('No topic, case or check is called "nothing"')
})

it.each([
  ['topic: x\ncases: []\n', 'cases'],
  ['topic: x\ncases:\n  - { id: a, title: a, when: [{ run: dance }], then: [] }\n', 'cases[0]'],
  ['topic: x\nsurplus: 1\ncases: []\n', 'surplus'],
])('says where a file is wrong: %j', (text, where) => {
  writeFileSync(path.join(folder, 'wrong.yaml'), text)
  expect(() => loadCases(folder)).toThrow(where)
  expect(() => loadCases(folder)).toThrow('wrong.yaml')
})

it('refuses an id that two have', () => {
  const one = (id: string) =>
    `  - { id: ${id}, title: a, when: [{ run: getUser }], then: [{ id: same, says: It is the same., level: MUST, source: trap T1, returns: getUser, is: 1 }] }\n`
  writeFileSync(path.join(folder, 'twice.yaml'), `topic: x\ncases:\n${one('a')}${one('b')}`)
  expect(() => loadCases(folder)).toThrow('"same" is the id of two')
})
