/**
 * A stand-in for Box's Content Picker, as far as `https://cdn01.boxcdn.net/platform/elements/.../picker.js` brings it
 * (developer.box.com/guides/embed/ui-elements/picker).
 */
import { type PickerItem, showDialog } from './dialog.ts'
import { ask, standInFor } from './stand-in.ts'

interface BoxItem {
  id: string
  type: 'file' | 'folder' | 'web_link'
  name: string
  extension?: string
}
type Item = PickerItem & { item: BoxItem }
type EventName = 'choose' | 'cancel' | 'close'
type Handler = (items?: BoxItem[]) => void

interface Options {
  container?: string
  maxSelectable?: number
  extensions?: string[]
}

const FIELDS = 'id,type,name,size,extension,modified_at,description,path_collection,shared_link,permissions'

/** `kind`: what can be chosen. */
function createPicker(kind: 'file' | 'folder') {
  return class ContentPicker {
    readonly #handlers = new Map<EventName, Handler[]>()
    readonly #defaults: Options
    #takeAway: (() => void) | undefined
    constructor(defaults: Options = {}) {
      this.#defaults = defaults
    }

    addListener(event: EventName, handler: Handler): void {
      this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler])
    }

    removeAllListeners(): void {
      this.#handlers.clear()
    }

    hide(): void {
      this.#takeAway?.()
      this.#takeAway = undefined
    }

    show(folderId: string, token: string, given: Options = {}): void {
      const options = { ...this.#defaults, ...given }
      const extensions = options.extensions?.map((extension) => extension.replace(/^\./, '').toLowerCase()) ?? []
      const parent = document.querySelector(options.container ?? 'body')
      if (!parent) throw new Error(`There is no container ${options.container}.`)
      this.hide()
      this.#takeAway = showDialog<Item>(parent, {
        title: 'Box',
        isMultiple: options.maxSelectable !== 1,
        hasFolders: true,
        async list(opened) {
          const id = opened?.replace(/^folder_/, '') ?? folderId
          const listed = await ask(`/2.0/folders/${encodeURIComponent(id)}/items?fields=${FIELDS}&limit=200`, token)
          const { entries } = listed as { entries: BoxItem[] }
          return entries.map((item) => {
            const isOfExtension = extensions.length === 0 || extensions.includes(item.extension?.toLowerCase() ?? '')
            const isSelectable = item.type === kind && (kind === 'folder' || isOfExtension)
            // A file and a folder may have the same id.
            return {
              id: `${item.type}_${item.id}`,
              name: item.name,
              isFolder: item.type === 'folder',
              isSelectable,
              item,
            }
          })
        },
        onPick: (items) => {
          const most = options.maxSelectable ?? Number.POSITIVE_INFINITY
          this.hide()
          this.#tell(
            'choose',
            items.slice(0, most).map(({ item }) => item),
          )
        },
        onCancel: () => {
          this.hide()
          this.#tell('cancel')
        },
      })
    }

    #tell(event: EventName, items?: BoxItem[]): void {
      for (const handler of this.#handlers.get(event) ?? []) handler(items)
    }
  }
}

Object.assign(window, {
  Box: {
    ...Reflect.get(window, 'Box'),
    FilePicker: createPicker('file'),
    FolderPicker: createPicker('folder'),
  },
})
standInFor('https://cdn01.boxcdn.net/platform/elements/21.0.0/en-US/picker.js')
