import { peopleOperations } from '../provider/people/openapi.ts'
import { accessToken, type Service } from './operation.ts'

/** The simulated third-party APIs: on the provider's origin, and for whoever asks in process on the hosts that they have in life. */
export const thirdPartyServices: readonly Service[] = [
  {
    name: 'google-people',
    title: 'Google: People API',
    description: 'The address book of an account, and the directory of its company.',
    at: 'provider',
    hosts: ['people.googleapis.com'],
    security: accessToken,
    operations: peopleOperations,
  },
]
