import { badRequest } from '../api-error.ts'
import { parseJson, readBody } from '../request-body.ts'
import { fileObject } from './file-object.ts'

/** What a call brings to the workflow that it triggers: `{{trigger.body.email}}`. */
export interface TriggerData {
  body: unknown
  /** The query. A parameter that is given more than once is a list. */
  params: Record<string, string | string[]>
  /** By lower-case name; without those that prove who calls, and the sandbox's own. */
  headers: Record<string, string>
}

/** Largest body, in bytes. Assumed. */
const BODY_LIMIT = 4_000_000

export async function readTriggerData(request: Request): Promise<TriggerData> {
  const params: TriggerData['params'] = {}
  for (const name of new Set(new URL(request.url).searchParams.keys())) {
    const values = new URL(request.url).searchParams.getAll(name)
    params[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return { body: await readTriggerBody(request), params, headers: headersOf(request.headers) }
}

const secret = new Set(['authorization', 'cookie', 'proxy-authorization'])

function headersOf(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !secret.has(name) && !name.startsWith('x-paragon-')))
}

/**
 * JSON, or a form whose files become file objects (docs: request-trigger). The SDK lets an app send any type, and tools
 * call JSON a form or a text: what reads as an object or a list of JSON is taken for it.
 */
async function readTriggerBody(request: Request): Promise<unknown> {
  const given = request.headers.get('content-type') ?? ''
  const type = given.toLowerCase()
  const bytes = await readBody(request, BODY_LIMIT)
  if (bytes.byteLength === 0) return {}
  if (type.startsWith('multipart/form-data')) return readForm(bytes, given)
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  if ((isForm || type.startsWith('text/')) && !readsAsJson(bytes)) {
    return isForm ? readForm(bytes, given) : new TextDecoder().decode(bytes)
  }
  return parseJson(bytes, 'The request body')
}

function readsAsJson(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Record<string, unknown>> {
  let form: FormData
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    throw badRequest('The request body is not the form that its Content-Type says.')
  }
  const fields: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    const values = await Promise.all(form.getAll(name).map(fieldValue))
    fields[name] = values.length > 1 ? values : values[0]
  }
  return fields
}

async function fieldValue(value: string | File): Promise<unknown> {
  if (typeof value === 'string') return value
  return fileObject(value.name, value.type || 'application/octet-stream', new Uint8Array(await value.arrayBuffer()))
}
