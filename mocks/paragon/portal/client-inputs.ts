import type { SettingInput } from './input-types.ts'

/** What the SDK asks for itself when a custom integration takes client credentials (2.4.0, getPreOptions). */
export const clientInputs: SettingInput[] = [
  { id: 'clientId', title: 'Client ID', type: 'TEXT_NO_VARS', required: true },
  { id: 'clientSecret', title: 'Client Secret', type: 'PASSWORD', required: true },
]
