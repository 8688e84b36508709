import { expect, test } from 'vitest'
import { selectedConfiguration, selectedCredential } from './credential-selection.ts'
import { configuration, credential, drive, idOfA, idOfB, stateWith } from './test-state.ts'

const a = credential({ id: idOfA })
const b = credential({ id: idOfB, externalId: 'ws2' })

test.each([idOfB, 'ext:ws2', 'ws2', ' ext:ws2 '])(
  'the account that the app named is selected: %j',
  (selectedCredentialId) => {
    expect(selectedCredential(stateWith({ selectedCredentialId }, [a, b], idOfA))?.id).toBe(idOfB)
  },
)

test.each(['ext:ws3', 'ws3', '0b7f9c1e-2a50-4d1c-9c1e-8a1f5d1e0c03'])(
  'an account that does not exist is not replaced by another: %j',
  (selectedCredentialId) => {
    expect(selectedCredential(stateWith({ selectedCredentialId }, [a, b], idOfA))).toBeUndefined()
  },
)

test('without a selection it is the current account', () => {
  expect(selectedCredential(stateWith({}, [a, b], idOfB))?.id).toBe(idOfB)
})

test('without a current account, or with one that is gone, it is the first', () => {
  expect(selectedCredential(stateWith({}, [a, b]))?.id).toBe(idOfA)
  expect(selectedCredential(stateWith({}, [b], idOfA))?.id).toBe(idOfB)
})

test('there is none without accounts, without the integration, or when the portal is closed', () => {
  expect(selectedCredential(stateWith({}))).toBeUndefined()
  expect(selectedCredential(stateWith({ integration: { ...drive, type: 'slack' } }, [a]))).toBeUndefined()
  expect(selectedCredential(stateWith({ integration: null }, [a]))).toBeUndefined()
})

test('a custom integration is found by its slug, though its type says "custom"', () => {
  const state = stateWith({
    integration: { ...drive, type: 'custom', customIntegration: { name: 'My CRM', slug: 'custom.mycrm' } },
  })
  state.nextContext.user.integrations = { 'custom.mycrm': { allCredentials: [b] } }
  expect(selectedCredential(state)?.id).toBe(idOfB)
})

test('the default configuration is edited wherever it stands, unless the app named another', () => {
  const second = configuration({ id: idOfB, isDefault: false, externalId: 'team' })
  const account = credential({ configurations: [second, configuration({ id: idOfA })] })
  const select = (selectedConfigurationId: string) =>
    selectedConfiguration(stateWith({ apiInstallationOptions: { selectedConfigurationId } }), account)?.id
  expect(selectedConfiguration(stateWith({}), account)?.id).toBe(idOfA)
  expect(select(idOfB)).toBe(idOfB)
  expect(select('ext:team')).toBe(idOfB)
  expect(select('nobody')).toBeUndefined()
})
