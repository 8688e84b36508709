import { notSimulated } from '../errors.ts'
import { objects } from '../objects/objects.ts'
import { readFieldNames, readLimit, readName, readOrderBy, readWhere } from '../soql/parser.ts'
import { objectIn } from '../soql/query.ts'
import { TokenReader } from '../soql/token-reader.ts'
import { MAX_FOUND, type Search, type SearchGroup } from './search.ts'
import { compileTarget, type TargetSyntax } from './target.ts'
import { malformedSearch, readTerm } from './term.ts'

/**
 * Reads a SOSL search (developer.salesforce.com, "SOSL Syntax"): `FIND {words} IN ... FIELDS RETURNING objects(fields WHERE
 * ... ORDER BY ... LIMIT n) LIMIT n`. Throws SalesforceError 400 for what is malformed, and for what SOSL has beyond that.
 */
export function parseSosl(text: string, now: number): Search {
  const [head, words] = /^\s*FIND\s*\{((?:[^\\}]|\\[\s\S])*)\}/i.exec(text) ?? []
  if (head === undefined || words === undefined) throw malformedSearch('A search must begin with FIND {words}')
  const term = readTerm(words.replaceAll(/\\([\s\S])/g, '$1'))
  // Blanks in the place of what has been read keep the columns in errors true.
  const reader = new TokenReader(' '.repeat(head.length) + text.slice(head.length))
  const group = readGroup(reader)
  const targets = readTargets(reader)
  for (const clause of ['WITH', 'UPDATE', 'FOR']) if (reader.isWord(clause)) throw notSimulated(`${clause} in a search`)
  const limit = readLimit(reader) ?? MAX_FOUND
  reader.expectEnd()
  return { term, group, targets: targets.map((target) => compileTarget(text, now, target)), limit }
}

function readGroup(reader: TokenReader): SearchGroup {
  if (!reader.acceptWord('IN')) return 'ALL'
  const group = (['ALL', 'NAME', 'EMAIL', 'PHONE'] as const).find((each) => reader.acceptWord(each))
  if (!group) throw reader.unexpected()
  reader.expectWord('FIELDS')
  return group
}

function readTargets(reader: TokenReader): TargetSyntax[] {
  if (!reader.acceptWord('RETURNING')) {
    return objects.map((object) => ({ object, fields: [], where: undefined, orderBy: [], limit: undefined }))
  }
  const targets = [readTarget(reader)]
  while (reader.acceptSymbol(',')) targets.push(readTarget(reader))
  return targets
}

function readTarget(reader: TokenReader): TargetSyntax {
  const object = objectIn(reader.query, readName(reader))
  if (!reader.acceptSymbol('(')) return { object, fields: [], where: undefined, orderBy: [], limit: undefined }
  const fields = readFieldNames(reader)
  const where = readWhere(reader)
  const orderBy = readOrderBy(reader)
  const limit = readLimit(reader)
  reader.expectSymbol(')')
  return { object, fields, where, orderBy, limit }
}
