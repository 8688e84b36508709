/** Bytes of one body that are kept. What is longer shows its beginning and its true length. */
export const KEPT_BODY = 16 * 1024

/**
 * What passed of a body. Most are one short text, which never changes and need only be remembered: it is worked out what
 * it says, and how long it is, when somebody asks.
 */
export type SeenBody = string | BodyCapture

/** A body with another piece of it seen. */
export function withPiece(seen: SeenBody | undefined, piece: string | Uint8Array): SeenBody {
  if (seen === undefined && typeof piece === 'string' && piece.length <= KEPT_BODY) return piece
  const capture = typeof seen === 'object' ? seen : new BodyCapture()
  if (typeof seen === 'string') capture.take(seen)
  capture.take(piece)
  return capture
}

/** The beginning of a body, at most `KEPT_BODY` bytes, and how many have passed. */
export function beginningOf(seen: SeenBody): { beginning: Uint8Array; size: number } {
  if (typeof seen === 'object') return seen
  const bytes = Buffer.from(seen)
  return { beginning: bytes.subarray(0, KEPT_BODY), size: bytes.byteLength }
}

/**
 * The beginning of a body, and how long it was. It is told of every piece on its way and never holds one up, so that a body
 * of any size streams as if nobody were looking.
 */
export class BodyCapture {
  /** Bytes that have passed. */
  size = 0
  #kept: Uint8Array[] = []
  #room = KEPT_BODY

  take(piece: string | Uint8Array): void {
    this.size += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.byteLength
    if (this.#room <= 0) return
    // Copied, because a buffer may be used again, and so that no large one stays in memory for the sake of its beginning.
    const bytes =
      typeof piece === 'string' ? Buffer.from(piece.slice(0, this.#room)) : Buffer.from(piece.subarray(0, this.#room))
    this.#kept.push(bytes.subarray(0, this.#room))
    this.#room -= bytes.byteLength
  }

  get beginning(): Uint8Array {
    return Buffer.concat(this.#kept)
  }
}

/** The same stream, with everything that is read of it told to `capture`. It reads no further ahead than its reader does. */
export function tapped(stream: ReadableStream<Uint8Array>, capture: BodyCapture): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        capture.take(value)
        controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
