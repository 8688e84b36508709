/** Twilio SendGrid's refusals: `{errors: [{message, field, help}]}` (docs: API reference, "How to use the SendGrid v3 API", errors). */
export class SendGridError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413 | 429 | 500
  readonly field: string | null

  constructor(status: SendGridError['status'], message: string, field: string | null = null) {
    super(message)
    this.name = 'SendGridError'
    this.status = status
    this.field = field
  }

  toJSON() {
    return { errors: [{ message: this.message, field: this.field, help: null }] }
  }
}
