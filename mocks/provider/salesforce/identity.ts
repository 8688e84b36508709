import type { Account } from '../../store/provider-accounts.ts'
import { formatDateTime } from './date-time.ts'
import { instanceUrl, organizationId, userId } from './org.ts'

/**
 * What Salesforce's UserInfo endpoint says beside OpenID Connect's own claims (help.salesforce.com, "Query for User
 * Information"). `{version}` is Salesforce's, for the client to fill in.
 */
export function identityClaims(account: Account) {
  const base = instanceUrl(account)
  const rest = `${base}/services/data/v{version}/`
  const [given = account.name, ...family] = account.name.split(' ')
  return {
    user_id: userId(account.id),
    organization_id: organizationId(account.id),
    preferred_username: account.email,
    nickname: account.email.split('@')[0],
    given_name: given,
    family_name: family.join(' '),
    zoneinfo: 'UTC',
    profile: `${base}/${userId(account.id)}`,
    urls: {
      rest,
      sobjects: `${rest}sobjects/`,
      search: `${rest}search/`,
      query: `${rest}query/`,
      custom_domain: base,
    },
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 0,
    updated_at: formatDateTime(account.dateCreated),
    is_app_installed: true,
  }
}
