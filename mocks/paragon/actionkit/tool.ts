import type { z } from 'zod'
import type { ThirdParty } from '../credentials/third-party.ts'
import { parse } from '../request-body.ts'

/** Something that can be done at a third party. The name and the names of parameters are the vendor's where known. */
export interface Tool {
  /** Upper snake case, with the integration before it. */
  name: string
  title: string
  description: string
  parameters: z.ZodObject
  /** Of a tool that is one of several by the type of record: which one it is. */
  variant?: Variant | undefined
  /** Checks the parameters, then does it. Throws ApiError 400 for parameters that do not fit, and ThirdPartyError. */
  run(account: ThirdParty, parameters: unknown): Promise<unknown>
}

/**
 * A polymorphic tool is one tool in the Paragon format, which asks for the type of record, and several in JSON Schema, each
 * named after one (docs: actionkit/schema-formats). It may be run by either name.
 */
export interface Variant {
  /** The name that they have in common, such as "HUBSPOT_CREATE_RECORD". */
  tool: string
  title: string
  description: string
  /** The type of record; undefined for the one that takes any, which has it as its parameter `recordType`. */
  recordType: string | undefined
  label: string
}

/** Fields that records of an account may have, by type of record. */
export type FieldsByRecordType = Readonly<Record<string, readonly RecordField[]>>

export interface RecordField {
  name: string
  label: string
  kind: 'text' | 'boolean' | 'choice'
  /** Of a choice. */
  options?: { value: string; label: string }[]
}

/** The tools of one integration. */
export interface Toolbox {
  /** Assumed names; docs name "crm" and "project_management". */
  categories: readonly string[]
  /** Schemas may have what the account's records have; with no fields they are those of any account. */
  tools(fields: FieldsByRecordType): readonly Tool[]
  /** Asks the third party what is the account's own; absent where nothing in the schemas is. */
  loadFields?(account: ThirdParty): Promise<FieldsByRecordType>
}

/** Parameters, and what is done with such as fit. */
export function checked<Shape extends z.core.$ZodLooseShape>(
  parameters: z.ZodObject<Shape>,
  run: (account: ThirdParty, parameters: z.output<z.ZodObject<Shape>>) => Promise<unknown>,
): Pick<Tool, 'parameters' | 'run'> {
  return { parameters, run: (account, given) => run(account, parse(parameters, given, 'parameters')) }
}

/** A tool from its data and what it does with parameters that fit. */
export function defineTool<Shape extends z.core.$ZodLooseShape>(
  tool: Omit<Tool, 'parameters' | 'run'> & {
    parameters: z.ZodObject<Shape>
    run(account: ThirdParty, parameters: z.output<z.ZodObject<Shape>>): Promise<unknown>
  },
): Tool {
  return { ...tool, ...checked(tool.parameters, tool.run) }
}
