import { z } from 'zod'
import { fetchIssued, issuedToken } from '../paragon/token-source'

const connectPass = issuedToken.extend({ externalId: z.string() })

/** A token to connect one more account with, and the External ID that says whose account it will be. */
export type ConnectPass = z.infer<typeof connectPass>

/** Asks the app's server for a pass; `holder` is who is signed in. Throws SignedOutError when that has changed. */
export function fetchConnectPass(integration: string, holder: string): Promise<ConnectPass> {
  return fetchIssued('/api/team/connect', connectPass, holder, { integration })
}
