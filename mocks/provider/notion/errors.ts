/** Notion's refusals (developers.notion.com/reference/status-codes). */
const CODES = {
  invalid_json: 400,
  validation_error: 400,
  unauthorized: 401,
  object_not_found: 404,
  invalid_request_url: 400,
  rate_limited: 429,
  internal_server_error: 500,
} as const

export class NotionError extends Error {
  readonly code: keyof typeof CODES

  constructor(code: NotionError['code'], message: string) {
    super(message)
    this.name = 'NotionError'
    this.code = code
  }

  get status() {
    return CODES[this.code]
  }

  toJSON() {
    return { object: 'error', status: this.status, code: this.code, message: this.message }
  }
}
