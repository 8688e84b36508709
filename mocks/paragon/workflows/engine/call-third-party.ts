import { z } from 'zod'
import { refusedBecause } from '../../../catalog/definitions.ts'
import type { Context } from '../../../context.ts'
import type { RequestStep } from '../../../workflow-language/definition.ts'
import { evaluate, type Scope } from '../../../workflow-language/expression.ts'
import { ExpressionError } from '../../../workflow-language/expression-error.ts'
import { fillIn, textOf } from '../../../workflow-language/template.ts'
import { ApiError } from '../../api-error.ts'
import type { AccessTokens } from '../../credentials/access-token.ts'
import { type ActingAccount, callAsAccount } from '../../credentials/call-as-account.ts'
import { forwardedHeaders } from '../../proxy/headers.ts'
import { proxyTarget } from '../../proxy/target.ts'
import { uploadOf } from '../../proxy/upload.ts'
import { readAnswer } from '../../third-party.ts'
import { fileObject, readFileObject } from '../file-object.ts'

/** A request as its step has worked it out, kept as the step's input: what is tried again is the same. */
const workedOut = z.object({
  method: z.string(),
  path: z.string(),
  query: z.array(z.tuple([z.string(), z.string()])),
  headers: z.record(z.string(), z.string()),
  body: z.unknown().optional(),
  text: z.string().optional(),
  file: z.unknown().optional(),
})
export type ThirdPartyRequest = z.infer<typeof workedOut>

export const parseRequest = (json: string): ThirdPartyRequest => workedOut.parse(JSON.parse(json))

/** Works out a request; throws ExpressionError. */
export function workOutRequest(step: RequestStep, scope: Scope): ThirdPartyRequest {
  const query = Object.entries(step.query ?? {}).flatMap(([name, expression]): [string, string][] => {
    const value = evaluate(expression, scope)
    // A parameter without a value is one that is not sent.
    return value === undefined || value === null ? [] : [value].flat().map((each) => [name, textOf(each)])
  })
  const headers = Object.entries(step.headers ?? {}).map(([name, expression]) => [
    name,
    textOf(evaluate(expression, scope)),
  ])
  if (step.file !== undefined && !readFileObject(evaluate(step.file, scope))) {
    throw new ExpressionError('`file` is not a file object.')
  }
  return {
    method: step.method,
    path: fillIn(step.path, scope, encodeSegment),
    query,
    headers: Object.fromEntries(headers),
    ...(step.body !== undefined && { body: evaluate(step.body, scope) ?? null }),
    ...(step.text !== undefined && { text: textOf(evaluate(step.text, scope)) }),
    ...(step.file !== undefined && { file: evaluate(step.file, scope) }),
  } as ThirdPartyRequest
}

/** A value in a path stays within its segment. */
function encodeSegment(text: string): string {
  if (text === '.' || text === '..') throw new ExpressionError(`"${text}" cannot be part of a path.`)
  return encodeURIComponent(text)
}

/** What came of an attempt. */
export type Answer =
  | { ok: true; status: number; output: unknown }
  /** `status` and `output` are there when the third party has answered. */
  | { ok: false; status: number | null; output: unknown; reason: string }

/** Sends a request as the account, as the Proxy API would. */
export async function callThirdParty(
  ctx: Context,
  tokens: AccessTokens,
  account: ActingAccount,
  request: ThirdPartyRequest,
  as: RequestStep['answer'],
): Promise<Answer> {
  const { name, api } = account.integration.definition
  try {
    const target = proxyTarget(api, account.credential.providerData, request.path, '')
    for (const [key, value] of request.query) target.searchParams.append(key, value)
    const { bytes, contentType } = bodyOf(request)
    const upload = uploadOf(bytes)
    const headers = new Headers(request.headers)
    if (contentType && !headers.has('content-type')) headers.set('content-type', contentType)
    const response = await callAsAccount(
      ctx,
      tokens,
      account,
      (accessToken) =>
        new Request(target, {
          method: request.method,
          headers: forwardedHeaders(headers, { accessToken, upload, raw: false }),
          ...(bytes && { body: bytes }),
          redirect: 'manual',
        }),
    )
    const content = await readAnswer(ctx, name, response)
    const { status } = response
    const fileName = decodeURIComponent(target.pathname.split('/').at(-1) ?? '')
    const output = outputOf(content, response.headers.get('content-type') ?? '', fileName, as)
    const refusal = response.ok ? refusedBecause(api, output) : undefined
    if (refusal !== undefined) return { ok: false, status, output, reason: `${name} refused: ${refusal}` }
    if (response.ok) return { ok: true, status, output }
    const words = typeof output === 'string' ? output : JSON.stringify(output)
    return { ok: false, status, output, reason: `${name} answered ${status}: ${words.slice(0, 2_000)}` }
  } catch (error) {
    if (!(error instanceof ApiError)) console.error(error)
    const reason = error instanceof ApiError ? error.message : `${name} could not be reached.`
    return { ok: false, status: null, output: null, reason }
  }
}

function bodyOf({ body, text, file }: ThirdPartyRequest): {
  bytes: Uint8Array<ArrayBuffer> | undefined
  contentType?: string
} {
  if (file !== undefined) {
    const { bytes, mimeType } = readFileObject(file) ?? {}
    return { bytes, ...(mimeType && { contentType: mimeType }) }
  }
  if (text !== undefined) return { bytes: new TextEncoder().encode(text), contentType: 'text/plain; charset=utf-8' }
  if (body === undefined) return { bytes: undefined }
  return { bytes: new TextEncoder().encode(JSON.stringify(body)), contentType: 'application/json' }
}

/** JSON as its value, text as text, anything else as a file object; null for nothing. */
function outputOf(bytes: Uint8Array, contentType: string, fileName: string, as: RequestStep['answer']): unknown {
  if (as === 'file') return fileObject(fileName, contentType || 'application/octet-stream', bytes)
  if (bytes.byteLength === 0) return null
  const isText = contentType === '' || /^text\/|[/+](json|xml)\b/i.test(contentType)
  if (!isText) return fileObject(fileName, contentType, bytes)
  const text = new TextDecoder().decode(bytes)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
