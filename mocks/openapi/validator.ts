import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { OpenApiDocument, ResponseObject } from './document.ts'

/** Holds the answers of a service to its document. */
export interface AnswerCheck {
  /** Whether the body of such an answer is looked at. */
  reads(operationId: string, status: number): boolean
  /** What is wrong with an answer; undefined when nothing is. `text`: its body, when it was read. */
  problem(operationId: string, status: number, mediaType: string, text: string | undefined): string | undefined
}

const ANY = '*/*'

/** Schemas are compiled when an answer first needs them. */
export function createAnswerCheck(document: OpenApiDocument): AnswerCheck {
  // Patterns say what formats do, and more exactly.
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'document', components: document.components })
  const compiled = new Map<object, ValidateFunction>()
  const operations = new Map(
    Object.values(document.paths)
      .flatMap((path) => Object.values(path))
      .map((operation) => [operation.operationId, operation]),
  )

  function answerOf(operationId: string, status: number): ResponseObject | undefined {
    const { responses = {} } = operations.get(operationId) ?? {}
    return responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default
  }

  function validatorOf(schema: object): ValidateFunction {
    let validate = compiled.get(schema)
    if (!validate) {
      const absolute = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')
      validate = ajv.compile(JSON.parse(absolute) as object)
      compiled.set(schema, validate)
    }
    return validate
  }

  return {
    reads(operationId, status) {
      const { content = {} } = answerOf(operationId, status) ?? {}
      return !(ANY in content) || Object.keys(content).length > 1
    },
    problem(operationId, status, mediaType, text) {
      const answer = answerOf(operationId, status)
      if (!answer) return `status ${status} is not described`
      if (!answer.content) return mediaType === '' || text === '' ? undefined : `a body (${mediaType}) is not described`
      const described = answer.content[mediaType] ?? answer.content[ANY]
      if (!described) return `content type "${mediaType}" is not described`
      if (text === undefined || Object.keys(described.schema).length === 0) return undefined
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch {
        return 'the body is not JSON'
      }
      const validate = validatorOf(described.schema)
      return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'body' }) + namesIn(validate)
    },
  }
}

/** Which properties are too many: Ajv's words leave it out. */
function namesIn({ errors }: ValidateFunction): string {
  const names = errors?.flatMap(({ params }) => {
    const name: unknown = params.additionalProperty
    return typeof name === 'string' ? [name] : []
  })
  return names?.length ? ` (${[...new Set(names)].join(', ')})` : ''
}
