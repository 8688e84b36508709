import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { hasSignIn, keyInputs } from '../../paragon/credentials/setup.ts'
import { callbackUrls } from '../../paragon/oauth/callback-url.ts'
import { oauthClientOf } from '../../paragon/oauth/oauth-client.ts'
import { issueKey, issueServiceAccount, registerApp } from '../../provider/account-keys.ts'
import type { Integration } from '../../store/projects.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import type { newSetupValues } from './schemas.ts'

/**
 * What a user would copy from the third party's settings to connect: an API key, a service account's client, or an OAuth
 * app of their own. Each call makes another.
 */
export async function issueSetupValues(ctx: Context, projectId: string, input: z.infer<typeof newSetupValues>) {
  const project = await requireProject(ctx, projectId)
  const integration = project.integrations.find(({ type }) => type === input.integration)
  if (!integration) throw new Problem(404, 'Not Found', `The project has no integration "${input.integration}".`)
  const { definition } = integration
  const { directory, scopes } = definition.oauth
  if (input.accountType !== undefined) {
    const accountType = definition.setup?.accountTypes?.find(({ id }) => id === input.accountType)
    if (!accountType?.endUserSuppliedValues) {
      throw unprocessable(`${definition.name} has no account type "${input.accountType}" that takes values.`)
    }
    const redirectUris = callbackUrls(ctx.urls.paragon)
    return { values: await registerApp(ctx, { projectId, directory, scopes, redirectUris }) }
  }
  if (hasSignIn(integration)) throw unprocessable(`${definition.name} is connected by a sign-in.`)
  if (input.account === undefined) throw unprocessable('account is missing: the address of an account at the provider.')
  return { values: await valuesFor(ctx, projectId, integration, input.account) }
}

/** What connects an account of an integration without a sign-in, by the ids of its inputs. */
export async function valuesFor(ctx: Context, projectId: string, integration: Integration, address: string) {
  const { directory, scopes } = integration.definition.oauth
  const account = await ctx.store.provider.accounts.findByEmail(projectId, directory, address)
  if (!account) throw new Problem(404, 'Not Found', `The provider has no account "${address}".`)
  if (integration.definition.authenticationType === 'oauth_client_credential') {
    return issueServiceAccount(ctx, account, scopes)
  }
  const [input] = keyInputs(integration)
  if (!input) throw new Error(`The integration ${integration.type} takes no key.`)
  return { [input.id]: await issueKey(ctx, account, oauthClientOf(ctx, projectId, integration.type).id, scopes) }
}

const unprocessable = (detail: string) => new Problem(422, 'Unprocessable Content', detail)
