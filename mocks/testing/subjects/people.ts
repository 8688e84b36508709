import { signInAtGoogle } from '../../provider/google/testing.ts'
import type { Subject } from './subject.ts'

const GOOGLE = 'https://www.googleapis.com/auth/'
const SCOPES = `openid email ${GOOGLE}contacts.readonly ${GOOGLE}directory.readonly`

export const people: Subject = {
  service: 'google-people',
  async signIn(fixture) {
    const { token, json } = await signInAtGoogle(
      fixture,
      'maya.chen@northwind.example',
      SCOPES,
      'people.googleapis.com',
    )
    return {
      token,
      async furnish() {
        const first = await json('GET', '/v1/people/me/connections?personFields=names&pageSize=1')
        return {
          known: {
            personFields: ['names', 'names,emailAddresses,phoneNumbers,organizations,metadata', 'birthdays', 'shoes'],
            readMask: ['names', 'names,emailAddresses', 'photos'],
            query: ['el', 'tom', 'maya', 'nobody'],
            sources: ['DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE'],
            pageToken: [first.nextPageToken, 'x'],
            pageSize: ['1', '0', '30', '2000'],
          },
          only: { listConnections: { personFields: ['names'] } },
        }
      },
    }
  },
}
