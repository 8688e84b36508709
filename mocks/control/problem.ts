/** One thing that is wrong with what was sent. */
export interface FieldProblem {
  /** Names of properties, joined by dots. */
  path: string
  message: string
}

/** A refusal of the control API: problem details (RFC 9457). */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  /** Members of its own (section 3.2). */
  readonly members: Record<string, unknown>

  constructor(status: number, title: string, detail: string, members: Record<string, unknown> = {}) {
    super(detail)
    this.status = status
    this.title = title
    this.members = members
  }

  toResponse(): Response {
    const { status, title, message: detail, members } = this
    return new Response(JSON.stringify({ type: 'about:blank', title, status, detail, ...members }), {
      status,
      headers: { 'content-type': 'application/problem+json' },
    })
  }
}
