import { sendgrid as integration } from '../../catalog/integrations/sendgrid.ts'
import { issueKey } from '../../provider/account-keys.ts'
import { saveClientsAtProvider } from '../../provider/register.ts'
import type { Subject } from './subject.ts'

const client = {
  id: 'sendgrid',
  name: 'SendGrid',
  directory: 'sendgrid',
  secret: 'sendgrid-secret-CANARY',
  isFirstParty: false,
  redirectUris: [],
  scopes: integration.oauth.scopes,
}

export const sendGrid: Subject = {
  service: 'sendgrid',
  async signIn({ ctx, accounts }) {
    await saveClientsAtProvider(ctx, 'project', [client])
    const account = accounts.find(({ directory }) => directory === 'sendgrid')
    if (!account) throw new Error('Nobody has an account at SendGrid.')
    const token = await issueKey(ctx, account, client.id, client.scopes)
    const email = ['ann@mail.example', 'bob@mail.example']
    return { token, furnish: async () => ({ known: { email, limit: ['1', '1000', '0'] } }) }
  },
}
