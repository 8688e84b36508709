import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { UsageError } from '../usage.ts'

export interface BackendOptions {
  /** Base addresses without a trailing slash. */
  urls: { zeus: string; proxy: string; actionkit: string; sync: string; connect: string }
  projectId: string
  /** The project's signing key, PEM. */
  key: string
  /** The Connected User that is asked about. */
  user: string
  fetch?: typeof fetch
}

export interface Answer {
  status: number
  headers: Headers
  /** JSON where it is, else the text. */
  body: unknown
}

export interface CallOptions {
  method?: string
  /** A good one unless given; null for none. */
  token?: string | null
  headers?: Record<string, string>
  body?: unknown
}

type Service = keyof BackendOptions['urls']

/** Whatever claims to be Paragon, as a server or a browser reaches it. */
export class Backend {
  readonly user: string
  readonly projectId: string
  readonly #options: BackendOptions
  readonly #key: KeyObject
  readonly #fetch: typeof fetch

  /** Throws a UsageError for a key that is none. */
  constructor(options: BackendOptions) {
    this.#options = options
    this.user = options.user
    this.projectId = options.projectId
    this.#fetch = options.fetch ?? fetch
    try {
      this.#key = createPrivateKey(options.key)
    } catch {
      throw new UsageError('The key is not a private key in PEM.')
    }
  }

  /** A user token of the project with claims over the usual ones; undefined takes one away. */
  token(claims: Record<string, unknown> = {}): string {
    return signed(this.#claims(claims), this.#key)
  }

  /** The same by a key that the project does not know. */
  forgedToken(): string {
    return signed(this.#claims({}), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  }

  unsignedToken(): string {
    return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(this.#claims({}))}.`
  }

  /** `path` begins with `/projects` or `/v2` by itself, or is one below the project. */
  async call(
    service: Service,
    path: string,
    { method = 'GET', token = this.token(), headers, body }: CallOptions = {},
  ): Promise<Answer> {
    const base = this.#options.urls[service]
    const url = /^\/(v2|api|ui)\b/.test(path) ? `${base}${path}` : `${base}/projects/${this.projectId}${path}`
    const response = await this.#fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: asJson(text) }
  }

  #claims(claims: Record<string, unknown>): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000)
    return { sub: this.user, iat: now, exp: now + 600, aud: `useparagon.com/${this.projectId}`, ...claims }
  }
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signed(claims: Record<string, unknown>, key: KeyObject): string {
  const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
