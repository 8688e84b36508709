import { z } from 'zod'
import { readSlack, slackPage } from '../../actionkit/tools/slack/slack-call.ts'
import { type FieldSource, onePage } from '../field-source.ts'

const channelPage = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) })
const memberPage = z.object({
  members: z.array(
    z.object({ id: z.string(), name: z.string(), real_name: z.string().optional(), deleted: z.boolean().optional() }),
  ),
})

/** Slack has no search for either, so that a page is searched when it is there. */
export const slackSources: Record<string, FieldSource> = {
  async channels(account, { search, cursor }) {
    const said = slackPage(
      await readSlack(account, 'conversations.list', {
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        cursor,
      }),
    )
    const options = channelPage.parse(said).channels.map(({ id, name }) => ({ value: id, label: `#${name}` }))
    return { ...onePage(options, search), nextPageCursor: said.nextPageCursor }
  },

  async members(account, { search, cursor }) {
    const said = slackPage(await readSlack(account, 'users.list', { limit: 200, cursor }))
    const options = memberPage
      .parse(said)
      .members.filter(({ deleted }) => !deleted)
      .map(({ id, name, real_name }) => ({ value: id, label: real_name || name, subtitle: `@${name}` }))
    return { ...onePage(options, search), nextPageCursor: said.nextPageCursor }
  },
}
