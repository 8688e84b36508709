import { SlackError } from './errors.ts'

export interface SentArguments {
  values: Record<string, unknown>
  /** A form may carry the token; JSON may not, nor may an address. */
  formToken: string | undefined
}

/**
 * The arguments of a call: in the query, in a form or in JSON (docs.slack.dev/apis/web-api#basics); those of the body go
 * before those of the query. Throws a SlackError for a body that cannot be read.
 */
export async function readArguments(request: Request): Promise<SentArguments> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const body = request.method === 'POST' ? await readBody(request) : { values: {}, formToken: undefined }
  return { values: { ...query, ...body.values }, formToken: body.formToken }
}

/** What Slack remarks on a body that it could read all the same: one warning a call at most. */
export function charsetWarning(request: Request): string | undefined {
  const { type, charset } = contentType(request)
  if (request.method !== 'POST') return undefined
  if (type === 'application/json' && charset === undefined) return 'missing_charset'
  if (type === 'application/x-www-form-urlencoded' && charset !== undefined) return 'superfluous_charset'
  return undefined
}

async function readBody(request: Request): Promise<SentArguments> {
  const { type, charset } = contentType(request)
  if (charset !== undefined && !['utf-8', 'utf8', 'iso-8859-1'].includes(charset))
    throw new SlackError('invalid_charset')
  switch (type) {
    case 'application/json':
      return { values: parseJson(await request.text()), formToken: undefined }
    case 'application/x-www-form-urlencoded':
      return form(Object.fromEntries(new URLSearchParams(await request.text())))
    case 'multipart/form-data':
      return form(await readMultipart(request))
    case 'text/plain':
      return { values: {}, formToken: undefined }
    case '':
      if ((await request.text()) !== '') throw new SlackError('missing_post_type')
      return { values: {}, formToken: undefined }
    default:
      throw new SlackError('invalid_post_type')
  }
}

function contentType(request: Request): { type: string; charset: string | undefined } {
  const header = (request.headers.get('content-type') ?? '').toLowerCase()
  const [type = ''] = header.split(';')
  return { type: type.trim(), charset: /;\s*charset="?([^";\s]+)/.exec(header)?.[1] }
}

function parseJson(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new SlackError('invalid_json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SlackError('json_not_object')
  return { ...value }
}

function form({ token, ...values }: Record<string, string>): SentArguments {
  return { values, formToken: token }
}

async function readMultipart(request: Request): Promise<Record<string, string>> {
  const fields = await request.formData().catch(() => {
    throw new SlackError('invalid_form_data')
  })
  return Object.fromEntries([...fields].filter((field): field is [string, string] => typeof field[1] === 'string'))
}
