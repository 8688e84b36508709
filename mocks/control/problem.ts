/** A refusal of the control API: problem details (RFC 9457). */
export class Problem extends Error {
  readonly status: number
  readonly title: string

  constructor(status: number, title: string, detail: string) {
    super(detail)
    this.status = status
    this.title = title
  }

  toResponse(): Response {
    const { status, title, message: detail } = this
    return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
      status,
      headers: { 'content-type': 'application/problem+json' },
    })
  }
}
