import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Invoke } from '../bridge.ts'
import type { Integration, ModalState, PortalConfig, PortalState } from '../portal-state.ts'

/** What every part of the portal may need: the SDK, and the integration it is open for. */
export interface PortalContextValue {
  invoke: Invoke
  /** Runs one change of the account after another. */
  change: <T>(change: () => Promise<T>) => Promise<T>
  close: () => void
  integration: Integration
  /** The integration's name in the SDK's methods. */
  type: string
  config: PortalConfig
  modal: ModalState
  /** The app's own fields by the names of its objects, as it gave them to `connect`. */
  mapObjectFields: Record<string, unknown> | undefined
  /** The rest of what the SDK posts. */
  sdk: PortalState['nextContext']
}

export const PortalContext = createContext<PortalContextValue | undefined>(undefined)

export function usePortal(): PortalContextValue {
  const value = useContext(PortalContext)
  if (value === undefined) throw new Error('Used outside of the portal.')
  return value
}
