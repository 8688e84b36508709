import type { DynamicSource } from '../../input-types.ts'
import { readOptions } from '../field-options.ts'
import type { LoadOptions } from './options-select.tsx'
import { usePortal } from './portal-context.ts'

/** Where the SDK is to find the options: a source of the server's, or a loader of the app's under that name. */
export type OptionSource = (DynamicSource & DynamicMappingOfApp) | { cacheKey: string }

/** What the SDK's `getSourcesForInput` adds for a field mapper whose lists the app loads itself. */
export interface DynamicMappingOfApp {
  dynamicFieldMappingKey?: string
  dynamicFieldMappingType?: 'objectTypes' | 'integrationFields'
}

/**
 * Asks the SDK for an account's options. `parameters`: what was chosen in the lists that these depend on, by the `cacheKey`
 * of their sources, as the vendor's headless example has it.
 */
export function useFieldOptions(credentialId: string) {
  const { invoke, type } = usePortal()
  return (source: OptionSource, parameters: Record<string, string> = {}): LoadOptions =>
    async (search, cursor) => {
      const asked = {
        integration: type,
        // A bare name is an `action`, which SDKs before 2.4.0 know too.
        ...('type' in source ? { source } : { action: source.cacheKey }),
        parameters: Object.entries(parameters).map(([key, value]) => ({ key, source: { type: 'VALUE', value } })),
        selectedCredentialId: credentialId,
        ...(search !== '' && { search }),
        ...(cursor !== null && { cursor }),
      }
      return readOptions(await invoke('getFieldOptions', asked))
    }
}
