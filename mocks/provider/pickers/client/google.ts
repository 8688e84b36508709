/**
 * A stand-in for Google's Picker API, as far as `https://apis.google.com/js/api.js` and `gapi.load('picker')` bring it: what
 * the SDK calls of it, and what its users call beside that (developers.google.com/workspace/drive/picker/reference).
 */
import { type PickerItem, showDialog } from './dialog.ts'
import { ask, standInFor } from './stand-in.ts'

const FOLDER = 'application/vnd.google-apps.folder'

interface DriveFile {
  id: string
  name: string
  mimeType: string
  description?: string
  modifiedTime?: string
  size?: string
  iconLink?: string
  webViewLink?: string
  parents?: string[]
  shared?: boolean
}

type Item = PickerItem & { file: DriveFile }
type Callback = (response: Record<string, unknown>) => void

class DocsView {
  includesFolders = false
  selectsFolders = false
  parent: string | undefined
  mimeTypes: string[] = []
  constructor(readonly viewId: string = 'all') {}
  setIncludeFolders(isOn: boolean) {
    this.includesFolders = isOn
    return this
  }
  setSelectFolderEnabled(isOn: boolean) {
    this.selectsFolders = isOn
    return this
  }
  setParent(id: string) {
    this.parent = id
    return this
  }
  setMimeTypes(types: string) {
    this.mimeTypes = listOf(types)
    return this
  }
  // How it looks, and whose files it has, are no matter to the stand-in: it lists all in one way.
  setMode(_mode: string) {
    return this
  }
  setEnableDrives(_isOn: boolean) {
    return this
  }
  setOwnedByMe(_isOn: boolean) {
    return this
  }
  setStarred(_isOn: boolean) {
    return this
  }
  setQuery(_query: string) {
    return this
  }
}

interface Settings {
  token: string
  views: DocsView[]
  callback: Callback
  isMultiple: boolean
  selectable: string[]
  title: string
}

class PickerBuilder {
  readonly #settings: Settings = {
    token: '',
    views: [],
    callback: () => undefined,
    isMultiple: false,
    selectable: [],
    title: 'Google Drive',
  }
  addView(view: DocsView | string) {
    this.#settings.views.push(typeof view === 'string' ? new DocsView(view) : view)
    return this
  }
  setOAuthToken(token: string) {
    this.#settings.token = token
    return this
  }
  setCallback(callback: Callback) {
    this.#settings.callback = callback
    return this
  }
  enableFeature(feature: string) {
    if (feature === Feature.MULTISELECT_ENABLED) this.#settings.isMultiple = true
    return this
  }
  disableFeature(feature: string) {
    if (feature === Feature.MULTISELECT_ENABLED) this.#settings.isMultiple = false
    return this
  }
  setSelectableMimeTypes(types: string) {
    this.#settings.selectable = listOf(types)
    return this
  }
  setTitle(title: string) {
    this.#settings.title = title
    return this
  }
  // Google's own business.
  setDeveloperKey(_key: string) {
    return this
  }
  setAppId(_id: string) {
    return this
  }
  setOrigin(_origin: string) {
    return this
  }
  setLocale(_locale: string) {
    return this
  }
  setSize(_width: number, _height: number) {
    return this
  }
  setMaxItems(_most: number) {
    return this
  }
  build() {
    return new Picker(this.#settings)
  }
}

class Picker {
  #layer: HTMLElement | undefined
  constructor(readonly settings: Settings) {
    queueMicrotask(() => settings.callback({ action: Action.LOADED }))
  }

  isVisible(): boolean {
    return this.#layer !== undefined
  }

  setVisible(isVisible: boolean): this {
    if (isVisible === this.isVisible()) return this
    if (isVisible) this.#show()
    else this.#hide()
    return this
  }

  dispose(): void {
    this.#hide()
  }

  #hide() {
    this.#layer?.remove()
    this.#layer = undefined
  }

  #show() {
    const { views, callback, isMultiple, selectable, title, token } = this.settings
    const [view = new DocsView()] = views
    const hasFolders = views.some(({ includesFolders }) => includesFolders)
    const layer = document.createElement('div')
    Object.assign(layer.style, {
      position: 'fixed',
      inset: '0',
      zIndex: '2147483647',
      display: 'grid',
      placeItems: 'center',
      background: 'rgb(0 0 0 / 0.5)',
    })
    document.body.append(layer)
    this.#layer = layer
    showDialog<Item>(layer, {
      title,
      isMultiple,
      hasFolders,
      list: async (folderId) => {
        const files = await filesIn(token, hasFolders ? (folderId ?? view.parent ?? 'root') : undefined, view.mimeTypes)
        return files.map((file) => {
          const isFolder = file.mimeType === FOLDER
          const isWanted = selectable.length === 0 || selectable.includes(file.mimeType)
          return {
            id: file.id,
            name: file.name,
            isFolder,
            isSelectable: isFolder ? view.selectsFolders : isWanted,
            file,
          }
        })
      },
      onPick: (items) => {
        this.#hide()
        callback({ action: Action.PICKED, viewToken: [view.viewId], docs: items.map(({ file }) => documentOf(file)) })
      },
      onCancel: () => {
        this.#hide()
        callback({ action: Action.CANCEL })
      },
    })
  }
}

const Action = { PICKED: 'picked', CANCEL: 'cancel', LOADED: 'loaded', ERROR: 'error' }
const Feature = {
  MULTISELECT_ENABLED: 'multiselectEnabled',
  NAV_HIDDEN: 'navHidden',
  MINE_ONLY: 'mineOnly',
  SUPPORT_DRIVES: 'sdr',
}
const ViewId = { DOCS: 'all', FOLDERS: 'folders', DOCUMENTS: 'documents', SPREADSHEETS: 'spreadsheets', PDFS: 'pdfs' }
const DocsViewMode = { GRID: 'grid', LIST: 'list' }

async function filesIn(token: string, folderId: string | undefined, mimeTypes: string[]): Promise<DriveFile[]> {
  const conditions = [
    'trashed = false',
    folderId === undefined ? `mimeType != '${FOLDER}'` : `'${folderId}' in parents`,
    ...(mimeTypes.length > 0 ? [`(${mimeTypes.map((type) => `mimeType = '${type}'`).join(' or ')})`] : []),
  ]
  const query = new URLSearchParams({
    q: conditions.join(' and '),
    orderBy: 'folder,name',
    pageSize: '100',
    fields: 'files(id,name,mimeType,description,modifiedTime,size,iconLink,webViewLink,parents,shared)',
  })
  const { files } = (await ask(`/drive/v3/files?${query}`, token)) as { files: DriveFile[] }
  return files
}

/** `google.picker.Document`, by the values of its keys. */
function documentOf(file: DriveFile): Record<string, unknown> {
  return {
    id: file.id,
    serviceId: 'docs',
    mimeType: file.mimeType,
    name: file.name,
    description: file.description ?? '',
    type: file.mimeType === FOLDER ? 'folder' : file.mimeType.startsWith('image/') ? 'photo' : 'file',
    lastEditedUtc: file.modifiedTime === undefined ? 0 : Date.parse(file.modifiedTime),
    iconUrl: file.iconLink ?? '',
    url: file.webViewLink ?? '',
    embedUrl: file.webViewLink ?? '',
    parentId: file.parents?.[0] ?? '',
    isShared: file.shared ?? false,
    sizeBytes: Number(file.size ?? 0),
  }
}

function listOf(types: string): string[] {
  return types
    .split(',')
    .map((type) => type.trim())
    .filter(Boolean)
}

const picker = { Action, DocsView, DocsViewMode, Feature, PickerBuilder, ViewId }
const gapi = {
  load(_names: string, loaded: (() => void) | { callback?: () => void }) {
    const done = typeof loaded === 'function' ? loaded : loaded.callback
    queueMicrotask(() => done?.())
  },
}
Object.assign(window, { gapi, google: { ...Reflect.get(window, 'google'), picker } })
standInFor('https://apis.google.com/js/api.js')
