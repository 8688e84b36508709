import type { Operation } from '../../openapi/operation.ts'
import type { Known } from '../../openapi/testing.ts'
import type { ProviderFixture } from '../../provider/testing.ts'

/** A third party, and what made-up requests to it are about (mocks/openapi/third-parties.test.ts). */
export interface Subject {
  /** The name of its service. */
  readonly service: string
  /** Signs an account in that may do everything. */
  signIn(fixture: ProviderFixture): Promise<SignedIn>
  /** Whether an answer says that nothing was done, where its status does not tell; `text` is its body. */
  isRefusal?(status: number, text: string): boolean
  /** Operations that no request of these tests has done, by their ids, and why not: the list only ever gets shorter. */
  readonly neverDone?: Readonly<Record<string, string>>
  /** Made-up requests to each operation, where fewer than usual will do. */
  readonly numRuns?: number
}

export interface SignedIn {
  readonly token: string
  /** The host that the API has for this account; default: the first of the service. */
  readonly host?: string
  /**
   * Makes what requests to an operation may name: anew before each that writes, once for all that read. `operation`
   * matters to none but those with a `placeOf`.
   */
  furnish(operation: Operation): Promise<Furnished>
  /** Of operations that read, those at one place share what was made. */
  placeOf?(operation: Operation): string
}

export interface Furnished {
  /** Values by the names of the parameters and properties that take them. */
  readonly known: Known
  /** Good bodies by the ids of operations. */
  readonly bodies?: Readonly<Record<string, readonly unknown[]>>
  /** Values that only one operation takes, by its id. */
  readonly only?: Readonly<Record<string, Known>>
}
