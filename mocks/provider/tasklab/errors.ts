/** TaskLab's refusals: `{"error": {"type", "message"}}`, with the field at fault in `param`. */
export class TaskLabError extends Error {
  readonly status: keyof typeof TYPES
  readonly param: string | undefined

  constructor(status: TaskLabError['status'], message: string, param?: string) {
    super(message)
    this.name = 'TaskLabError'
    this.status = status
    this.param = param
  }

  toJSON() {
    return { error: { type: TYPES[this.status], message: this.message, ...(this.param && { param: this.param }) } }
  }
}

const TYPES = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'insufficient_scope',
  404: 'not_found',
  413: 'too_large',
  500: 'internal_error',
} as const

export const notFound = (what: string) => new TaskLabError(404, `There is no such ${what}.`)
