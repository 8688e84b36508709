import { z } from 'zod'
import { conditional, type DynamicSource } from './inputs.ts'

/**
 * The SDK's operators that filters of records take (`Operator` in the type declarations of @useparagon/connect 2.4.0). Those
 * of the second list take no value.
 */
const withValue = [
  '$stringContains',
  '$stringDoesNotContain',
  '$stringExactlyMatches',
  '$stringDoesNotExactlyMatch',
  '$stringIsIn',
  '$stringIsNotIn',
  '$numberEquals',
  '$numberDoesNotEqual',
  '$numberGreaterThan',
  '$numberGreaterThanOrEqualTo',
  '$numberLessThan',
  '$numberLessThanOrEqualTo',
  '$dateTimeAfter',
  '$dateTimeBefore',
] as const
const withoutValue = ['$booleanTrue', '$booleanFalse', '$exists', '$doesNotExist'] as const

export type FilterOperator = (typeof withValue)[number] | (typeof withoutValue)[number]

export interface FilterCondition {
  field: string
  operator: FilterOperator
  /** Empty for an operator that takes none; several for one of a list. */
  values: string[]
}

/** A record passes when it meets every condition of one group; no group lets every record pass. */
export type FilterGroups = FilterCondition[][]

const scalar = z.union([z.string(), z.number(), z.boolean()])

const condition = z
  .strictObject({
    field: z.string().min(1).describe('Name of a field of the record'),
    operator: z.enum([...withValue, ...withoutValue]),
    value: z
      .union([scalar, z.array(scalar)])
      .optional()
      .describe('What to compare with; of lists, separated by commas'),
  })
  .transform(({ field, operator, value }, context): FilterCondition => {
    if (withoutValue.some((each) => each === operator)) return { field, operator, values: [] }
    const isList = operator === '$stringIsIn' || operator === '$stringIsNotIn'
    const given = Array.isArray(value)
      ? value.map(String)
      : isList
        ? String(value ?? '').split(',')
        : [String(value ?? '')]
    const values = given.map((each) => each.trim()).filter((each) => each !== '')
    if (values.length === 0 || (values.length > 1 && !isList)) {
      context.addIssue({ code: 'custom', path: ['value'], message: `is required for ${operator}` })
      return z.NEVER
    }
    return { field, operator, values }
  })

const formula = z
  .strictObject({
    operator: z.literal('OR'),
    conditions: z.array(
      z.strictObject({
        operator: z.literal('AND'),
        conditions: z.array(condition).min(1),
      }),
    ),
  })
  .transform(({ conditions }): FilterGroups => conditions.map((group) => group.conditions))

/**
 * A filter in disjunctive normal form: any of its groups, each all of its conditions. That form, and the name `filterFormula`
 * of the parameter, are those of public tools that are built on ActionKit; the rest is assumed.
 */
export const filterFormula = (fields: DynamicSource) =>
  conditional(formula, 'Filter Records', fields, [...withValue, ...withoutValue])
