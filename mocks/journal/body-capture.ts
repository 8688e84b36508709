/** Bytes of one body that are kept. What is longer shows its beginning and its true length. */
export const KEPT_BODY = 16 * 1024

/**
 * What passed of a body: its beginning, and how long it was. It is told of every piece on its way and never holds one up,
 * so that a body of any size streams as if nobody were looking.
 */
export class BodyCapture {
  #kept: (string | Uint8Array)[] | undefined
  #room = KEPT_BODY
  /** Bytes that have passed, without those of `#kept` that are still text. */
  #counted = 0

  take(chunk: string | Uint8Array): void {
    if (typeof chunk === 'string' && chunk.length <= this.#room) {
      // Text does not change, so it is enough to remember it; its length in bytes is worked out when somebody asks.
      this.#keep(chunk, chunk.length)
      return
    }
    this.#counted += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength
    if (this.#room <= 0) return
    // Copied, because a buffer may be used again, and so that no large one stays in memory for the sake of its beginning.
    const part =
      typeof chunk === 'string' ? Buffer.from(chunk.slice(0, this.#room)) : Buffer.from(chunk.subarray(0, this.#room))
    this.#keep(part, part.byteLength)
  }

  #keep(part: string | Uint8Array, room: number): void {
    if (this.#kept) this.#kept.push(part)
    else this.#kept = [part]
    this.#room -= room
  }

  /** Bytes that have passed. */
  get size(): number {
    const texts = (this.#kept ?? []).filter((part) => typeof part === 'string')
    return texts.reduce((sum, text) => sum + Buffer.byteLength(text), this.#counted)
  }

  /** The beginning, at most `KEPT_BODY` bytes. */
  get beginning(): Uint8Array {
    const parts = (this.#kept ?? []).map((part) => (typeof part === 'string' ? Buffer.from(part) : part))
    return Buffer.concat(parts).subarray(0, KEPT_BODY)
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
