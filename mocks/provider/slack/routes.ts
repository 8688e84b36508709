import type { Hono } from 'hono'
import type { ProviderContext } from '../provider-context.ts'
import { type SlackMethod, slackApi } from './api.ts'
import { channelMethods } from './channel-methods.ts'
import { chatMethods } from './chat-methods.ts'
import { directMessageMethods } from './direct-message-methods.ts'
import { historyMethods } from './history-methods.ts'
import { reactionMethods } from './reaction-methods.ts'
import { searchMethods } from './search-methods.ts'
import { teamMethods } from './team-methods.ts'
import { userMethods } from './user-methods.ts'

/** Any method that is not here is unknown. */
export const slackMethods: Readonly<Record<string, SlackMethod>> = {
  ...teamMethods,
  ...userMethods,
  ...channelMethods,
  ...directMessageMethods,
  ...historyMethods,
  ...chatMethods,
  ...reactionMethods,
  ...searchMethods,
}

/** Slack's Web API. */
export function slackRoutes(ctx: ProviderContext): Hono {
  return slackApi(ctx, slackMethods)
}
