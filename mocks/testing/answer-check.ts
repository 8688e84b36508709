import { documentOf } from '../openapi/document.ts'
import { createFinder } from '../openapi/matching.ts'
import type { Service } from '../openapi/operation.ts'
import { services } from '../openapi/services.ts'
import { type AnswerCheck, createAnswerCheck } from '../openapi/validator.ts'
import { callNotes, tellBreach } from './calls.ts'

type Fetch = (request: Request) => Promise<Response>

const checks = new Map<Service, AnswerCheck>()

function checkOf(service: Service, origin: string): AnswerCheck {
  let check = checks.get(service)
  if (!check) {
    check = createAnswerCheck(documentOf(service, origin, '0'))
    checks.set(service, check)
  }
  return check
}

export interface CheckOptions {
  origins: { paragon: string; provider: string }
  /** Whether a fault may have made an answer what it is. */
  isSpoilt(): boolean
}

/** A service, whose answers are held to its OpenAPI document, and whose calls are written down when `isNoted`. */
export function createChecked({ origins, isSpoilt }: CheckOptions) {
  const find = createFinder(services, origins)
  const note = callNotes()
  return (serve: Fetch, { isNoted }: { isNoted: boolean }): Fetch =>
    async (request) => {
      const { method, url } = request
      const wasSpoilt = isSpoilt()
      const response = await serve(request)
      const described = find(method, new URL(url))
      if (!described) return response
      const { service, operation } = described
      if (isNoted) note(`${service.name} ${operation.operationId}`)
      if (service.name !== 'control' && (wasSpoilt || isSpoilt())) return response
      if (response.ok && operation.asksForContent?.(new URL(url))) return response
      const problem = await problemOf(checkOf(service, origins[service.at]), operation.operationId, response)
      if (problem !== undefined) {
        tellBreach(`${method} ${url} answered ${response.status}, and not as ${service.name} says: ${problem}`)
      }
      return response
    }
}

async function problemOf(check: AnswerCheck, operationId: string, response: Response): Promise<string | undefined> {
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? ''
  const isJson = /^application\/(?:[\w.-]+\+)?json$/.test(mediaType)
  // Streams are left alone: who reads them looks at when what comes.
  if (!isJson || !check.reads(operationId, response.status)) {
    return check.problem(operationId, response.status, mediaType, undefined)
  }
  return check.problem(operationId, response.status, mediaType, await response.clone().text())
}
