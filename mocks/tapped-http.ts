import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { withPiece } from './journal/body-capture.ts'
import type { Entry } from './journal/entry.ts'

/**
 * Node's own messages, which tell an entry of the journal what passes. A body is seen as it is on the wire, and neither
 * wrapped nor copied on its way.
 */
export class TappedRequest extends IncomingMessage {
  entry: Entry | undefined

  /** Called by Node's parser with every piece that arrives, and with null at the end. */
  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (this.entry && chunk instanceof Uint8Array) this.entry.requestBody = withPiece(this.entry.requestBody, chunk)
    return super.push(chunk, encoding)
  }
}

export class TappedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  entry: Entry | undefined

  /** What is sent takes the place of fetch's headers, which would weigh more in memory than all the rest of an entry. */
  override writeHead(status: number, ...rest: unknown[]): this {
    const headers = rest.at(-1)
    if (this.entry && isRecord(headers)) this.entry.responseHeaders = headers
    return Reflect.apply(super.writeHead, this, [status, ...rest])
  }

  override write(...args: unknown[]): boolean {
    this.#see(args[0])
    return Reflect.apply(super.write, this, args)
  }

  override end(...args: unknown[]): this {
    this.#see(args[0])
    return Reflect.apply(super.end, this, args)
  }

  #see(chunk: unknown): void {
    const { entry } = this
    if (entry && (typeof chunk === 'string' || chunk instanceof Uint8Array)) {
      entry.responseBody = withPiece(entry.responseBody, chunk)
    }
  }
}

function isRecord(headers: unknown): headers is OutgoingHttpHeaders {
  return typeof headers === 'object' && headers !== null && !Array.isArray(headers)
}

/** The two ends of a request that came over HTTP. */
export interface Wire {
  incoming: TappedRequest
  outgoing: TappedResponse
}
