import { createHmac } from 'node:crypto'
import type { Context } from '../context.ts'

/** The secret that signs what is sent to a project's webhooks; made when first asked for. */
export function webhookSecretOf(ctx: Pick<Context, 'store' | 'randomOf'>, projectId: string): Promise<string> {
  return ctx.store.projects.webhookSecret(projectId, ctx.randomOf(projectId).secret())
}

/**
 * The value of `x-paragon-signature`: a version and the HMAC-SHA256 of the body as it is sent (docs:
 * actionkit/triggers/receiving-webhooks; that the digest is lower-case hex is assumed).
 */
export function signatureOf(secret: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(body).digest('hex')}`
}
