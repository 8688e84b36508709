import type { ParagonSession } from '../paragon/session'
import type { Preparation } from '../paragon/use-install'
import { type ConnectPass, fetchConnectPass } from './connect-pass'

/**
 * How a member connects an account of an integration: with a pass in the place of their own token, and with the pass's
 * ticket as the account's External ID. `holder` is who is signed in.
 */
export function connecting(session: ParagonSession, integration: string, holder: string): Preparation {
  return {
    async prepare() {
      const pass = await fetchConnectPass(integration, holder)
      let first: ConnectPass | undefined = pass
      await session.switchTokens(async () => {
        const next = first ?? (await fetchConnectPass(integration, holder))
        first = undefined
        return next
      })
      return { externalId: pass.externalId }
    },
    // Whatever came of it: the server looks anew which accounts are whose.
    end: session.returnToOwnTokens,
  }
}
