/** A request that the sandbox does not let out. Nothing has been sent. */
export class EgressRefusedError extends Error {
  override readonly name = 'EgressRefusedError'
}
