/**
 * The script of the page at `FilePicker.aspx`: the side of the page in the protocol of Microsoft's File Picker 8
 * (learn.microsoft.com/onedrive/developer/controls/file-pickers). It gives its opener a port, waits to be activated, and
 * then commands: `pick` with items, or `close`. Every folder is a page, which gives a port of its own.
 */
const data = JSON.parse(document.getElementById('picker')?.textContent ?? '{}') as { origin: string; channelId: string }
const form = document.querySelector('form')
const select = document.querySelector<HTMLButtonElement>('#select')
const cancel = document.querySelector<HTMLButtonElement>('#cancel')
const status = document.querySelector('#status')
const { port1: port, port2 } = new MessageChannel()
let isActive = false
let lastId = 0

const chosen = () => [...document.querySelectorAll<HTMLInputElement>('input[name=item]:checked')]
const say = (text: string) => status?.replaceChildren(text)

function show() {
  if (select) select.disabled = !isActive || chosen().length === 0
  if (cancel) cancel.disabled = !isActive
}

function command(body: object) {
  lastId += 1
  port.postMessage({ type: 'command', id: String(lastId), data: body })
}

port.addEventListener('message', (event: MessageEvent<{ type?: string; data?: { message?: string } }>) => {
  const { type, data: answer } = event.data
  if (type === 'activate') {
    isActive = true
    say('')
    show()
    port.postMessage({
      type: 'notification',
      data: { notification: 'page-loaded', timestamp: Math.round(performance.now()) },
    })
  } else if (type === 'error') {
    say(answer?.message ?? 'The app did not take it.')
  }
})
port.start()

form?.addEventListener('change', show)
select?.addEventListener('click', () => {
  command({ command: 'pick', items: chosen().map((input) => JSON.parse(input.dataset.item ?? '{}')) })
})
cancel?.addEventListener('click', () => command({ command: 'close' }))

if (window.opener) window.opener.postMessage({ type: 'initialize', channelId: data.channelId }, data.origin, [port2])
else say('This page was not opened by an app, so that there is nobody to give a file to.')
show()
