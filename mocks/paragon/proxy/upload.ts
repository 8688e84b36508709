import { ApiError, badRequest, errorCodes } from '../api-error.ts'

/** Assumed; in bytes. */
export const PROXY_LIMIT = 25_000_000

/** A body up to this size is kept until the third party has answered, in bytes; a larger one only passes through. */
const KEPT = 1_000_000

/** The body of a proxied call. */
export interface Upload {
  /** All of it, or what came first of one that is larger than what is kept. */
  readonly start: Uint8Array<ArrayBuffer>
  /** Whether `start` is all, so that it can be sent again. */
  readonly isKept: boolean
  /** What to send; undefined when there is nothing. To be taken once, unless it is kept. */
  body(): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined
  /** When the caller last sent something, by `performance.now()`. */
  lastSign(): number
  /** Why the body could not be passed on to its end. */
  failure(): ApiError | undefined
  /**
   * Takes what a third party has left unread, and throws it away: a caller that is not listened to would not listen
   * either, and miss the answer.
   */
  drain(): Promise<void>
}

/** Something that is at hand as a whole. */
export function uploadOf(bytes: Uint8Array<ArrayBuffer> = new Uint8Array()): Upload {
  return {
    start: bytes,
    isKept: true,
    body: () => (bytes.byteLength > 0 ? bytes : undefined),
    lastSign: () => performance.now(),
    failure: () => undefined,
    drain: async () => {},
  }
}

/** Begins to read a request's body. Throws a 413 for one that is known to be too large, a 400 for one that breaks off. */
export async function readUpload(request: Request): Promise<Upload> {
  const { method, headers } = request
  const length = Number(headers.get('content-length') ?? 0)
  if (length > PROXY_LIMIT) throw tooLarge()
  const mayHaveBody = method !== 'GET' && method !== 'HEAD'
  // Fetch has no body for these, and one that is left out would change what is asked (RFC 9110, section 9.3.1).
  if (!mayHaveBody && (length > 0 || headers.has('transfer-encoding'))) {
    throw badRequest(`The body of a ${method} cannot be passed on.`)
  }
  const reader = mayHaveBody ? request.body?.getReader() : undefined
  const chunks: Uint8Array[] = []
  let size = 0
  let isRead = reader === undefined
  let lastSign = performance.now()
  let failure: ApiError | undefined

  async function next(): Promise<Uint8Array | undefined> {
    if (isRead || failure) return undefined
    try {
      const chunk = await reader?.read()
      lastSign = performance.now()
      if (chunk?.value) {
        size += chunk.value.byteLength
        if (size <= PROXY_LIMIT) return chunk.value
        failure = tooLarge()
      }
      isRead = true
    } catch {
      failure = badRequest('The request body ended early.')
    }
    return undefined
  }

  while (size <= KEPT) {
    const chunk = await next()
    if (failure) throw failure
    if (!chunk) break
    chunks.push(chunk)
  }
  const start = joined(chunks)
  const isKept = isRead

  return {
    start,
    isKept,
    lastSign: () => lastSign,
    failure: () => failure,
    body() {
      if (isKept) return start.byteLength > 0 ? start : undefined
      let isStarted = false
      // Nothing is read ahead: what the third party does not take is not taken from the caller.
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            if (!isStarted) {
              isStarted = true
              return controller.enqueue(start)
            }
            const chunk = await next()
            if (chunk) controller.enqueue(chunk)
            else if (failure) controller.error(failure)
            else controller.close()
          },
        },
        { highWaterMark: 0 },
      )
    },
    async drain() {
      while (await next());
    },
  }
}

function tooLarge(): ApiError {
  return new ApiError(413, errorCodes.tooLarge, `The request body is larger than ${PROXY_LIMIT / 1_000_000} MB.`)
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}
