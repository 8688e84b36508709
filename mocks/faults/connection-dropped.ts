/** A connection that ends without an answer: what fetch rejects with (Fetch standard, "network error"). */
export class ConnectionDroppedError extends TypeError {
  override readonly name = 'TypeError'

  constructor() {
    super('fetch failed', {
      cause: Object.assign(new Error('A fault has cut the connection.'), { code: 'ECONNRESET' }),
    })
  }
}
