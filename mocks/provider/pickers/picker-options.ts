import { z } from 'zod'

/**
 * The query parameter `filePicker`: the schema of Microsoft's File Picker 8, as far as the SDK fills it in (2.4.0,
 * `launchPicker`).
 */
export const pickerOptions = z.looseObject({
  sdk: z.literal('8.0'),
  messaging: z.object({ origin: z.url({ protocol: /^https?$/ }), channelId: z.string().min(1) }),
  selection: z.object({ mode: z.enum(['single', 'multiple', 'pick']) }).optional(),
  typesAndSources: z
    .looseObject({
      mode: z.enum(['files', 'folders', 'all']).optional(),
      filters: z.array(z.string()).optional(),
    })
    .optional(),
})
export type PickerOptions = z.infer<typeof pickerOptions>

/** Undefined for a text that is no such JSON. */
export function readPickerOptions(text: string | undefined): PickerOptions | undefined {
  try {
    return pickerOptions.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}

/** Whether an item may be picked: files by the filters, which are extensions, MIME types or "folder". */
export function isSelectable(
  { typesAndSources = {} }: PickerOptions,
  item: { name: string; mimeType: string; isFolder: boolean },
): boolean {
  const { mode = 'all', filters = [] } = typesAndSources
  if (item.isFolder)
    return mode === 'folders' || (mode === 'all' && (filters.length === 0 || filters.includes('folder')))
  if (mode === 'folders') return false
  const name = item.name.toLowerCase()
  return (
    filters.length === 0 ||
    filters.some((filter) => filter === item.mimeType || name.endsWith(`.${filter.replace(/^\./, '').toLowerCase()}`))
  )
}
