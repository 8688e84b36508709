import type { Context } from '../../context.ts'
import type { Project } from '../../store/projects.ts'
import { isAllowedOrigin } from '../allowed-origins.ts'
import { badRequest } from '../api-error.ts'

/**
 * Has the provider answer to a page of the app's own (`overrideRedirectUrl`), which passes the query on to Paragon's `/oauth`.
 * In life its developer registers the page with the provider's OAuth app. Here that is done when it is first used, if it
 * lives where the project's host app may (assumed); the provider then knows it to the letter, as it must (RFC 9700, 4.1).
 */
export async function allowOwnRedirect(
  ctx: Context,
  project: Project,
  clientId: string,
  redirectUrl: string,
): Promise<void> {
  const { origin } = new URL(redirectUrl)
  if (origin !== ctx.urls.paragon && !isAllowedOrigin(origin, project.allowedOrigins)) {
    throw badRequest(`redirectUrl "${redirectUrl}" is at no allowed origin of this project.`)
  }
  const { clients } = ctx.store.provider
  const client = await clients.find(clientId)
  // One that is not there is refused by the provider itself.
  if (!client || client.redirectUris.includes(redirectUrl)) return
  const redirectUris = [...client.redirectUris, redirectUrl]
  await clients.save([{ ...client, redirectUris }], ctx.clockOf(project.id).timestamp())
}
