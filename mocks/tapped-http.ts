import { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyCapture } from './journal/body-capture.ts'

/**
 * Node's own messages, which tell a capture of the bytes that pass. A body is seen as it is on the wire, and neither
 * wrapped nor copied on its way.
 */
export class TappedRequest extends IncomingMessage {
  capture: BodyCapture | undefined

  /** Called by Node's parser with every piece that arrives, and with null at the end. */
  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (this.capture && chunk instanceof Uint8Array) this.capture.take(chunk)
    return super.push(chunk, encoding)
  }
}

export class TappedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  capture: BodyCapture | undefined

  override write(...args: unknown[]): boolean {
    this.#take(args[0])
    return Reflect.apply(super.write, this, args)
  }

  override end(...args: unknown[]): this {
    this.#take(args[0])
    return Reflect.apply(super.end, this, args)
  }

  #take(chunk: unknown): void {
    if (this.capture && (typeof chunk === 'string' || chunk instanceof Uint8Array)) this.capture.take(chunk)
  }
}

/** The two ends of a request that came over HTTP. */
export interface Wire {
  incoming: TappedRequest
  outgoing: TappedResponse
}
