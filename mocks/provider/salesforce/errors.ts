import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { FieldDefinition, ObjectDefinition } from './objects/definitions.ts'

/** One entry of a refusal (developer.salesforce.com, "Status Codes and Error Responses"). */
export interface ErrorEntry {
  message: string
  errorCode: string
  fields?: string[]
}

/** A refusal in the shape of Salesforce's REST API: a list of what is wrong. */
export class SalesforceError extends Error {
  readonly status: ContentfulStatusCode
  readonly errors: readonly ErrorEntry[]

  constructor(status: SalesforceError['status'], errorCode: string, message: string, fields?: string[]) {
    super(message)
    this.name = 'SalesforceError'
    this.status = status
    this.errors = [{ message, errorCode, ...(fields && { fields }) }]
  }
}

/** No code is told which tokens exist: a missing, an expired and another org's token are refused alike. */
export function invalidSession(message = 'Session expired or invalid'): SalesforceError {
  return new SalesforceError(401, 'INVALID_SESSION_ID', message)
}

/** "REQUEST_LIMIT_EXCEEDED": Salesforce has no 429, and does not say for how long ("Status Codes and Error Responses"). */
export function requestLimitExceeded(): SalesforceError {
  return new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
}

export function notFound(): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist')
}

export function noExternalId(value: string): SalesforceError {
  const message = `Provided external ID field does not exist or is not accessible: ${value}`
  return new SalesforceError(404, 'NOT_FOUND', message)
}

export function entityIsDeleted(): SalesforceError {
  return new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted')
}

export function invalidCrossReference(field?: FieldDefinition): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_CROSS_REFERENCE_KEY',
    'invalid cross reference id',
    field ? [field.name] : [],
  )
}

/** `what` is labelled as in "Account ID". */
export function wrongId(what: string, value: string, field: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_ID', `${what}: id value of incorrect type: ${value}`, [field])
}

export function noSuchColumn(object: ObjectDefinition, name: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`)
}

export function jsonParserError(message: string): SalesforceError {
  return new SalesforceError(400, 'JSON_PARSER_ERROR', message)
}

/** Says of what is there in real life that it is not here: to leave it out would answer with something else. */
export function notSimulated(what: string): SalesforceError {
  return new SalesforceError(400, 'FUNCTIONALITY_NOT_ENABLED', `The sandbox does not simulate ${what}.`)
}
