import { HarnessError } from '../protocol/driver-process.ts'

/** The control API of a sandbox (docs/control-api.md), as far as cases need it. */
export class Control {
  readonly url: string
  readonly #adminToken: string

  /** `url` is Paragon's address, without a trailing slash. */
  constructor(url: string, adminToken: string) {
    this.url = url
    this.#adminToken = adminToken
  }

  /** The answer's JSON, undefined for none; throws a HarnessError for anything but a success. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.#fetch(method, path, body)
    const text = await answer.text()
    if (!answer.ok)
      throw new HarnessError('sandbox', `${method} /_sandbox${path}: ${answer.status} ${text.slice(0, 500)}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(`${this.url}/_sandbox${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#adminToken}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
      throw new HarnessError('sandbox', `The sandbox at ${this.url} cannot be reached: ${cause}.`)
    }
  }
}
