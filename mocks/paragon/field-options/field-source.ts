import type { ThirdParty } from '../credentials/third-party.ts'

/** What an input offers to choose from: the SDK's `EnumInputValue`. An `id` would make the SDK take it for a form. */
export interface FieldOption {
  value: string
  label: string
  subtitle?: string
}

export interface OptionsAsked {
  /** What was typed so far; what matches is up to the source. */
  search: string | undefined
  /** `nextPageCursor` of the page before. */
  cursor: string | undefined
  /** Values of the inputs that the options depend on, by their ids. */
  parameters: Readonly<Record<string, unknown>>
}

export interface OptionsPage {
  options: FieldOption[]
  nextPageCursor: string | null
}

/** Where the options of an input come from when they are the account's own. Throws ThirdPartyError. */
export type FieldSource = (account: ThirdParty, asked: OptionsAsked) => Promise<OptionsPage>

/** All options on one page, those whose label has the words that were typed. */
export function onePage(options: FieldOption[], search: string | undefined): OptionsPage {
  const words = (search ?? '').toLowerCase()
  return { options: options.filter(({ label }) => label.toLowerCase().includes(words)), nextPageCursor: null }
}
