import type { Token } from './tokens.ts'

/** A query as it was written, before anything is known of the objects and fields that it names. */
export interface QuerySyntax {
  /** Its text, to say in errors where something is. */
  text: string
  select: 'count' | readonly SelectItem[]
  from: Name
  /** What the object is called in this query. */
  alias: string | undefined
  where: ConditionSyntax | undefined
  orderBy: readonly OrderSyntax[]
  limit: number | undefined
  offset: number
}

/** Names of fields by what is before them: `Name`, `Account.Name`. */
export interface Name {
  text: string
  at: number
}

export type SelectItem =
  | { kind: 'path'; path: Name }
  | { kind: 'fields'; which: 'ALL' | 'STANDARD' | 'CUSTOM'; at: number }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE'

export type ConditionSyntax =
  | { kind: 'and' | 'or'; conditions: readonly ConditionSyntax[] }
  | { kind: 'not'; condition: ConditionSyntax }
  | { kind: 'comparison'; path: Name; operator: Operator; literal: Literal }
  | { kind: 'in'; path: Name; isNegated: boolean; literals: readonly Literal[] }

export type Literal =
  | { kind: 'string' | 'number' | 'date' | 'dateTime'; token: Token }
  | { kind: 'boolean'; value: boolean; token: Token }
  | { kind: 'null'; token: Token }
  /** `TODAY`, `LAST_N_DAYS:30`. */
  | { kind: 'dateRange'; name: string; count: number | undefined; token: Token }

export interface OrderSyntax {
  path: Name
  direction: 'asc' | 'desc'
  nulls: 'first' | 'last'
}
