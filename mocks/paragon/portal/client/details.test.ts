import { describe, expect, it } from 'vitest'
import { accountTypesFor, detailsBeforeSignIn, detailsInPlaceOfSignIn, packageToInstall } from './details.ts'

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

describe('what is asked before a sign-in', () => {
  const own = { id: 'own', scheme: 'oauth', endUserSuppliedValues: [input] }
  const plain = { id: 'default', scheme: 'oauth' }
  const hubspot = { ...base, authenticationType: 'oauth', sdkIntegrationConfig: { accountTypes: [plain, own] } }
  const typesFor = (accountType?: string | string[]) =>
    accountTypesFor(hubspot, accountType === undefined ? {} : { accountType }).map(({ id }) => id)

  it('is the kind of account, unless the app has named it', () => {
    expect(typesFor()).toEqual(['default', 'own'])
    expect(typesFor(' own ')).toEqual(['own'])
    expect(typesFor(['own'])).toEqual(['own'])
    expect(typesFor(['own', 'default'])).toEqual(['default', 'own'])
    expect(typesFor('none')).toEqual(['default', 'own'])
    expect(accountTypesFor(base)).toEqual([])
  })

  it('is what that kind needs, or what the integration always needs', () => {
    const ids = (...asked: Parameters<typeof detailsBeforeSignIn>) => detailsBeforeSignIn(...asked).map(({ id }) => id)
    expect(ids(hubspot, plain)).toEqual([])
    expect(ids(hubspot, own)).toEqual(['apiKey'])
    const always = { ...base, sdkIntegrationConfig: { authConfigInputs: [input] } }
    expect(ids(always, undefined)).toEqual([])
    expect(ids({ ...always, needPreOauthInputs: true }, undefined)).toEqual(['apiKey'])
    expect(ids({ ...always, needPreOauthInputs: true, authenticationType: 'basic' }, undefined)).toEqual([])
    const customIntegration = { name: 'X', inputFields: [{ ...input, id: 'site' }] }
    expect(ids({ ...base, customIntegration }, undefined)).toEqual(['site'])
  })

  it('is a package, at the host for the kind of org', () => {
    const withPackage = (packageInstallUrl: string) => ({
      ...base,
      sdkIntegrationConfig: { authSchemeOptions: { packageInstallUrl } },
    })
    const salesforce = withPackage('https://login.salesforce.com/packaging/installPackage.apexp?p0=04t')
    expect(packageToInstall(salesforce, plain)).toBe(
      'https://login.salesforce.com/packaging/installPackage.apexp?p0=04t',
    )
    expect(packageToInstall(salesforce, { ...plain, id: 'sandbox' })).toMatch(/^https:\/\/test\.salesforce\.com\//)
    expect(packageToInstall(withPackage('javascript:alert(1)'), plain)).toBeUndefined()
    expect(packageToInstall(base, plain)).toBeUndefined()
  })
})
