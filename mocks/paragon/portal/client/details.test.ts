import { describe, expect, it } from 'vitest'
import { detailsInPlaceOfSignIn } from './details.ts'

const base = { id: 'i', type: 'x', name: 'X', workflows: [] }
const input = { id: 'apiKey', title: 'API Key', type: 'PASSWORD' }
const idsOf = (integration: Parameters<typeof detailsInPlaceOfSignIn>[0]) =>
  detailsInPlaceOfSignIn(integration).map(({ id }) => id)

describe('what connects an integration', () => {
  it('is its sign-in, where it has one', () => {
    expect(idsOf(base)).toEqual([])
    expect(
      idsOf({ ...base, authenticationType: 'oauth', sdkIntegrationConfig: { authConfigInputs: [input] } }),
    ).toEqual([])
  })

  it('is what it asks for, without one', () => {
    const sdkIntegrationConfig = { authConfigInputs: [input] }
    expect(idsOf({ ...base, authenticationType: 'basic', sdkIntegrationConfig })).toEqual(['apiKey'])
    const customIntegration = { name: 'X', inputFields: [{ ...input, id: 'own' }] }
    expect(idsOf({ ...base, authenticationType: 'basic', sdkIntegrationConfig, customIntegration })).toEqual(['own'])
    expect(idsOf({ ...base, authenticationType: 'oauth_client_credential', customIntegration })).toEqual([
      'clientId',
      'clientSecret',
    ])
  })
})
