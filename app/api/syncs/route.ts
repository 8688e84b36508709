import { z } from 'zod'
import { refuse } from '@/lib/auth/person-request'
import { answerSyncs } from '@/lib/syncs/answer'
import { newSync } from '@/lib/syncs/sync'

/** Syncs of the person signed in, with their status. Statuses as of answerSyncs. */
export function GET(request: Request): Promise<Response> {
  return answerSyncs(request, async (api) => ({ syncs: await api.list() }))
}

/** Enables a sync; the account is the one named, else the oldest that works. As of answerSyncs, and 400 for another body. */
export function POST(request: Request): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const wanted = newSync.safeParse(await request.json().catch(() => undefined))
    if (!wanted.success) return refuse(400, z.prettifyError(wanted.error))
    return api.enable(wanted.data)
  })
}
