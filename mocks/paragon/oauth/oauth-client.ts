import type { Context } from '../../context.ts'

/** Paragon's own OAuth client for one integration of a project; it is registered with the provider when the project is made. */
export function oauthClientOf(ctx: Pick<Context, 'store'>, projectId: string, type: string) {
  const id = `${type}.${projectId}`
  return { id, secret: ctx.store.sealer.derive(`oauth-client/${id}`) }
}
