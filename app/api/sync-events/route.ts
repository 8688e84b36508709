import { answer, answerPerson } from '@/lib/auth/person-request'
import { env } from '@/lib/env'
import { eventStore } from '@/lib/syncs/event-store'
import type { EventList } from '@/lib/syncs/events'
import { WEBHOOK_PATH } from '@/lib/syncs/webhook-path'

/** What the app's webhook was sent about syncs of the person signed in. Statuses as of answerPerson. */
export function GET(request: Request): Promise<Response> {
  return answerPerson(request, async ({ id }) => {
    const { appUrl, webhookSecret } = env()
    const store = eventStore()
    const verifiedAt = store.verifiedAt()?.toISOString()
    const list: EventList = {
      isSetUp: webhookSecret !== undefined,
      url: `${appUrl}${WEBHOOK_PATH}`,
      ...(verifiedAt && { verifiedAt }),
      events: store.list(id),
    }
    return answer({ ...list, holder: id })
  })
}
