import { z } from 'zod'
import { refuse } from '@/lib/auth/person-request'
import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string }> }

const move = z.strictObject({ credentialId: z.uuid() })

/**
 * Has another account read a sync of the person signed in; answers how it stood before. Statuses as of answerSyncs, and
 * 400 for another body.
 */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const to = move.safeParse(await request.json().catch(() => undefined))
    if (!to.success) return refuse(400, 'Say which account: {"credentialId": "…"}.')
    return api.move((await params).id, to.data.credentialId)
  })
}

/** Deletes a sync of the person signed in, with its records. Statuses as of answerSyncs. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    await api.remove((await params).id)
    return {}
  })
}
