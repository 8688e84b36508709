import type { SlackMethod } from './api.ts'
import { SlackError } from './errors.ts'
import { requireMember } from './member.ts'

export const teamMethods: Record<string, SlackMethod> = {
  'auth.test': {
    scopes: [],
    async run({ account, team, records }) {
      const { handle } = await requireMember(records, account.id, account.id)
      return {
        url: team.url,
        team: team.name,
        user: handle,
        team_id: team.id,
        user_id: account.id,
        is_enterprise_install: false,
      }
    },
  },

  'team.info': {
    scopes: ['team:read'],
    async run({ team, args }) {
      args.refuse('domain')
      const asked = args.text('team')
      if (asked && asked !== team.id) throw new SlackError('team_not_found')
      return { team: { ...team, email_domain: '', icon: { image_default: true } } }
    },
  },
}
