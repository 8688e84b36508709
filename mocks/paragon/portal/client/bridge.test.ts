import { expect, test } from 'vitest'
import { createBridge, type HostMessage } from './bridge.ts'

const origin = 'http://localhost:3000'
const update = {
  messageType: 'UI_UPDATE',
  nextContext: { user: { authenticated: false }, environments: {} },
  nextModalState: { integration: null },
}

interface Sent {
  message: { messageType: string; type: string; id: number; parameters: unknown[] }
  targetOrigin: string
}

function setUp() {
  const sent: Sent[] = []
  const updates: unknown[] = []
  const host = {
    postMessage: (message: Sent['message'], targetOrigin: string) => sent.push({ message, targetOrigin }),
  }
  const bridge = createBridge(host, (state) => updates.push(state))
  const hear = (event: Partial<HostMessage>) => bridge.receive({ source: host, origin, data: update, ...event })
  return { bridge, sent, updates, hear }
}

test('an update of the host page is passed on, and the host page alone is spoken to', async () => {
  const { bridge, sent, updates, hear } = setUp()
  hear({})
  expect(updates).toEqual([update])
  const answer = bridge.invoke('enableWorkflow', 'wf', { selectedCredentialId: 'c' })
  expect(sent).toEqual([
    {
      message: {
        messageType: 'SDK_FUNCTION_INVOCATION',
        type: 'enableWorkflow',
        id: 1,
        parameters: ['wf', { selectedCredentialId: 'c' }],
      },
      targetOrigin: origin,
    },
  ])
  hear({ data: { messageType: 'SDK_FUNCTION_RESPONSE', id: 1, type: 'enableWorkflow', result: 'done' } })
  expect(await answer).toBe('done')
})

test('each answer settles its own call', async () => {
  const { bridge, hear } = setUp()
  hear({})
  const [first, second] = [bridge.invoke('onOpen'), bridge.invoke('onClose', true)]
  hear({ data: { messageType: 'SDK_FUNCTION_ERROR', error: true, message: 'no', id: 2 } })
  hear({ data: { messageType: 'SDK_FUNCTION_RESPONSE', id: 1, type: 'onOpen', result: undefined } })
  await expect(second).rejects.toThrow('no')
  expect(await first).toBeUndefined()
})

test('nothing is sent before the host page has named itself', async () => {
  const { bridge, sent } = setUp()
  await expect(bridge.invoke('onOpen')).rejects.toThrow('not spoken')
  expect(sent).toEqual([])
})

test.each<[string, Partial<HostMessage>]>([
  ['another window', { source: {} }],
  ['no window', { source: null }],
  ['an opaque origin', { origin: 'null' }],
  ['null', { data: null }],
  ['a string', { data: 'UI_UPDATE' }],
  ['another kind', { data: { ...update, messageType: 'UI_UPDATES' } }],
  ['no state', { data: { messageType: 'UI_UPDATE' } }],
])('%s is not heard', async (_name, event) => {
  const { bridge, updates, hear } = setUp()
  hear(event)
  expect(updates).toEqual([])
  await expect(bridge.invoke('onOpen')).rejects.toThrow('not spoken')
})

test('once the host page has spoken, another origin of the same window changes nothing', async () => {
  const { bridge, sent, updates, hear } = setUp()
  hear({})
  hear({ origin: 'https://evil.example' })
  expect(updates).toHaveLength(1)
  const answer = bridge.invoke('getUser')
  expect(sent[0]?.targetOrigin).toBe(origin)
  hear({ origin: 'https://evil.example', data: { messageType: 'SDK_FUNCTION_RESPONSE', id: 1, result: 'forged' } })
  hear({ source: {}, data: { messageType: 'SDK_FUNCTION_RESPONSE', id: 1, result: 'forged' } })
  hear({ data: { messageType: 'SDK_FUNCTION_RESPONSE', id: 1, result: 'real' } })
  expect(await answer).toBe('real')
})
