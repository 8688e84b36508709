import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { asset } from '../assets.ts'
import { UsageError } from '../usage.ts'

const file = z.strictObject({ revision: z.string(), must: z.array(z.string()), should: z.array(z.string()) })

/** What a revision of the suite demands, frozen: a check that is made later belongs to a later one. */
export interface Requirements {
  revision: string
  levels: ReadonlyMap<string, 'MUST' | 'SHOULD'>
}

export function revisions(folder = asset('contract/requirements')): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort()
}

/** Throws a UsageError for a revision that there is none of. Without one the newest. */
export function readRequirements(revision?: string, folder = asset('contract/requirements')): Requirements {
  const all = revisions(folder)
  const chosen = revision ?? all.at(-1)
  if (chosen === undefined || !all.includes(chosen)) {
    throw new UsageError(`There is no revision "${chosen}"; there are ${all.join(', ')}.`)
  }
  const { must, should } = file.parse(parse(readFileSync(path.join(folder, `${chosen}.yaml`), 'utf8')))
  return {
    revision: chosen,
    levels: new Map([...must.map((id) => [id, 'MUST'] as const), ...should.map((id) => [id, 'SHOULD'] as const)]),
  }
}
