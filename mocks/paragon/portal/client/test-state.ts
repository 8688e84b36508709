import type { Configuration, Credential, Integration, ModalState, PortalState } from './portal-state.ts'

// States as the SDK posts them, for the tests.

export const idOfA = '0b7f9c1e-2a50-4d1c-9c1e-8a1f5d1e0a01'
export const idOfB = '0b7f9c1e-2a50-4d1c-9c1e-8a1f5d1e0b02'

export const drive: Integration = {
  id: '7d1f5d1e-2a50-4d1c-9c1e-8a1f5d1e0001',
  type: 'googledrive',
  name: 'Google Drive',
  workflows: [],
}

export function configuration(values: Partial<Configuration> = {}): Configuration {
  return { id: 'default', isDefault: true, sharedSettings: {}, workflowSettings: {}, ...values }
}

export function credential(values: Partial<Credential> = {}): Credential {
  return { id: idOfA, status: 'VALID', configurations: [configuration()], ...values }
}

export function stateWith(
  modal: Partial<ModalState>,
  allCredentials: Credential[] = [],
  credentialId?: string,
): PortalState {
  const accounts = { allCredentials, ...(credentialId !== undefined && { credentialId }) }
  return {
    nextContext: {
      user: { authenticated: true, integrations: { googledrive: accounts } },
      environments: { CDN_PUBLIC_URL: 'http://localhost:4010' },
    },
    nextModalState: { integration: drive, ...modal },
  }
}
