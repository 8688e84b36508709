import { env } from '@/lib/env'
import { eventStore } from '@/lib/syncs/event-store'
import { receive } from '@/lib/syncs/receive'

/** Where Paragon sends the events of syncs: the project's webhook URL for them. Statuses as of receive. */
export function POST(request: Request): Promise<Response> {
  return receive(request, { secret: env().webhookSecret, store: eventStore(), now: new Date() })
}
