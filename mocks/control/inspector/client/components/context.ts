import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Address } from '../address.ts'
import type { Api } from '../api.ts'

export interface Workbench {
  api: Api
  address: Address
  /** Shows something else; `replace` leaves no step to go back to. */
  go(change: Partial<Address>, options?: { replace?: boolean }): void
  /** Says what was done, or why it was not, to everyone: on the page and to screen readers. */
  say(message: string, tone?: 'ok' | 'bad'): void
}

const context = createContext<Workbench | undefined>(undefined)

export const WorkbenchProvider = context.Provider

export function useWorkbench(): Workbench {
  const workbench = useContext(context)
  if (!workbench) throw new Error('useWorkbench belongs inside <WorkbenchProvider>.')
  return workbench
}
