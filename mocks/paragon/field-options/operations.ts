import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { asThirdPartyRefusal } from '../actionkit/refusal.ts'
import { notConnected, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { thirdParty } from '../credentials/third-party.ts'
import { accountOf, findIntegrationByType } from '../selectors.ts'
import type { optionsBody } from './schemas.ts'
import { fieldSources } from './sources.ts'

/**
 * `POST /sdk/actions`: what an input offers, from the third party as one account. Whoever may see the account may: the
 * Connect Portal shows such inputs to a token that may do nothing else with it (assumed).
 */
export async function fieldOptions(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  { action, sourceKey, parameters, paginationParameters }: z.infer<typeof optionsBody>,
  selector: string | undefined,
) {
  const integration = findIntegrationByType(caller.project, action)
  if (!integration) throw notFound(`Integration "${action}" not found.`)
  const sources = fieldSources[action] ?? {}
  const source = Object.hasOwn(sources, sourceKey) ? sources[sourceKey] : undefined
  if (!source) throw notFound(`${integration.definition.name} has no options called "${sourceKey}".`)
  const credential = accountOf(caller, integration, selector)
  if (!credential) throw notConnected()
  const account = thirdParty(ctx, tokens, { user: caller.user, integration, credential })
  try {
    const { options, nextPageCursor } = await source(account, {
      parameters,
      search: paginationParameters.search || undefined,
      cursor: paginationParameters.pageCursor,
    })
    return { output: { records: options, nextPageCursor } }
  } catch (error) {
    throw asThirdPartyRefusal(error, integration)
  }
}
