export interface PickerItem {
  id: string
  name: string
  isFolder: boolean
  /** Whether it can be picked; what cannot is shown, but not to be chosen. */
  isSelectable: boolean
}

export interface PickerDialog<Item extends PickerItem> {
  title: string
  /** Several at once. */
  isMultiple: boolean
  /** What is in a folder; undefined is where the picker begins. Throws an Error with words for the person. */
  list(folderId: string | undefined): Promise<Item[]>
  /** Whether folders are opened; else everything is in one list. */
  hasFolders: boolean
  onPick(items: Item[]): void
  onCancel(): void
}

/** A plain list of files in `parent`, with Select and Cancel; answers what takes it away again. */
export function showDialog<Item extends PickerItem>(parent: Element, dialog: PickerDialog<Item>): () => void {
  const box = document.createElement('div')
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-label', dialog.title)
  Object.assign(box.style, {
    boxSizing: 'border-box',
    width: 'min(640px, calc(100vw - 32px))',
    maxHeight: '80vh',
    overflow: 'auto',
    padding: '20px',
    borderRadius: '12px',
    background: 'Canvas',
    color: 'CanvasText',
    font: '16px/1.5 system-ui, sans-serif',
    boxShadow: '0 12px 48px rgb(0 0 0 / 0.4)',
    colorScheme: 'light dark',
  })
  const title = element('strong', dialog.title)
  const notice = element('p', 'A stand-in of the sandbox for the vendor’s picker')
  const list = document.createElement('ul')
  Object.assign(list.style, { listStyle: 'none', margin: '12px 0', padding: '0' })
  const status = element('p', '')
  status.setAttribute('role', 'status')
  const select = button('Select')
  const cancel = button('Cancel')
  box.append(title, notice, list, status, select, ' ', cancel)

  const chosen = new Map<string, Item>()
  const trail: (string | undefined)[] = [undefined]
  let asked = 0

  function choose(item: Item, isOn: boolean) {
    if (!dialog.isMultiple) chosen.clear()
    if (isOn) chosen.set(item.id, item)
    else chosen.delete(item.id)
    select.disabled = chosen.size === 0
  }

  function row(item: Item): HTMLLIElement {
    const line = document.createElement('li')
    const label = document.createElement('label')
    const input = document.createElement('input')
    input.type = dialog.isMultiple ? 'checkbox' : 'radio'
    input.name = 'picked'
    input.disabled = !item.isSelectable
    input.addEventListener('change', () => choose(item, input.checked))
    label.append(input, ' ', item.name)
    line.append(label)
    if (item.isFolder && dialog.hasFolders) {
      const open = button(`Open ${item.name}`)
      open.addEventListener('click', () => {
        trail.push(item.id)
        load()
      })
      line.append(' ', open)
    }
    return line
  }

  async function load() {
    asked += 1
    const mine = asked
    status.textContent = 'Loading…'
    chosen.clear()
    select.disabled = true
    try {
      const items = await dialog.list(trail.at(-1))
      if (mine !== asked) return
      list.replaceChildren(...items.map(row))
      if (trail.length > 1) {
        const back = button('Back')
        back.addEventListener('click', () => {
          trail.pop()
          load()
        })
        const line = document.createElement('li')
        line.append(back)
        list.prepend(line)
      }
      status.textContent = items.length === 0 ? 'There is nothing here.' : ''
    } catch (error) {
      if (mine === asked) status.textContent = error instanceof Error ? error.message : 'The files could not be listed.'
    }
  }

  select.addEventListener('click', () => dialog.onPick([...chosen.values()]))
  cancel.addEventListener('click', () => dialog.onCancel())
  parent.append(box)
  load()
  return () => box.remove()
}

function element(name: 'strong' | 'p', text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  return made
}
