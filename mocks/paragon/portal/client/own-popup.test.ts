import { expect, test, vi } from 'vitest'
import { type OwnPopup, type PopupContext, type PopupHost, runOwnPopup } from './own-popup.ts'

const CONNECT = 'http://localhost:4010'
const context: PopupContext = {
  user: { authenticated: true, token: 'jwt' },
  projectId: 'p',
  environments: { CDN_PUBLIC_URL: CONNECT, ZEUS_PUBLIC_URL: CONNECT },
}
const popupFor: OwnPopup = {
  integrationId: 'i',
  type: 'hubspot',
  isCustom: false,
  values: { clientId: 'c' },
  installOptions: { accountType: 'own' },
}

/** A browser and an SDK, in which a test says what happens. */
function world(answers: Record<string, unknown> = {}, isBlocked = false) {
  const popup = { closed: false, location: { href: '' } }
  const opened: string[] = []
  const calls: unknown[][] = []
  let say: (data: Record<string, unknown>, origin?: string) => void = () => undefined
  let tick = () => {}
  const listeners = { count: 0 }
  const host: PopupHost = {
    origin: CONNECT,
    open(url) {
      opened.push(url)
      return isBlocked ? null : popup
    },
    listen(_, heard) {
      listeners.count += 1
      say = (data, origin = CONNECT) => heard(origin, data)
      return () => {
        listeners.count -= 1
      }
    },
    every(_, work) {
      listeners.count += 1
      tick = work
      return () => {
        listeners.count -= 1
      }
    },
    randomId: () => 'key',
  }
  const invoke = async (method: string, ...parameters: unknown[]) => {
    calls.push([method, ...parameters])
    const answer = { sendConnectRequest: { redirectUrl: 'http://localhost:4020/authorize' }, ...answers }[method]
    if (answer instanceof Error) throw answer
    return answer
  }
  const run = () => runOwnPopup(host, context, invoke, popupFor)
  return {
    popup,
    opened,
    calls,
    listeners,
    run,
    say: (data: Record<string, unknown>, origin?: string) => say(data, origin),
    tick: () => tick(),
  }
}
const credential = { integrationId: 'i', payload: { credentialId: 'a' } }

test('the window opens at once, goes on when it may, and its account is told to the SDK', async () => {
  const { popup, opened, calls, listeners, run, say } = world({ _oauthCallback: 'event' })
  const outcome = run()
  expect(opened).toHaveLength(1)
  expect(opened[0]).toBe(
    `${CONNECT}/projects/p/sdk/actions/oauth-nonce?action=hubspot&integrationId=i&originForPostMessage=http%3A%2F%2Flocalhost%3A4010&userToken=jwt`,
  )
  say({ type: 'oauth-nonce-loaded' })
  await vi.waitFor(() => expect(popup.location.href).toBe('http://localhost:4020/authorize'))
  const query = new URL(`${CONNECT}${calls[0]?.[1]}`).searchParams
  expect([query.get('endUserSuppliedValues'), query.get('installOptions'), query.get('oauthMetaKeyId')]).toEqual([
    '{"clientId":"c"}',
    '{"accountType":"own"}',
    'key',
  ])
  say({ type: 'oauth_success_callback', credential })
  expect(await outcome).toBe('event')
  expect(calls[1]).toEqual(['_oauthCallback', credential, undefined, { installOptions: { accountType: 'own' } }])
  expect(listeners.count).toBe(0)
})

test('a refusal is told to the person, and to the app by the SDK', async () => {
  const { calls, listeners, run, say } = world()
  const outcome = run()
  const data = { type: 'oauth_error_callback', error: 'x', errorResponse: { message: 'Unknown client.' } }
  say(data)
  await expect(outcome).rejects.toThrow('Unknown client.')
  expect(calls[1]).toEqual(['_oauthErrorCallback', 'x', { data }])
  expect(listeners.count).toBe(0)
})

test('what another origin says in the window counts for nothing', async () => {
  const { calls, run, say, popup, tick } = world()
  const outcome = run()
  say({ type: 'oauth_success_callback', credential }, 'http://localhost:4020')
  popup.closed = true
  tick()
  await expect(outcome).rejects.toThrow(/closed before it was done/)
  expect(calls.map(([method]) => method)).toEqual(['sendConnectRequest'])
})

test('a window that is blocked, or a start that is refused, is told', async () => {
  await expect(world({}, true).run()).rejects.toThrow(/Allow pop-ups/)
  const refused = world({ sendConnectRequest: new Error('{"message":"Client ID is required."}') })
  await expect(refused.run()).rejects.toThrow('Client ID is required.')
  expect(refused.listeners.count).toBe(0)
})

test('an answer that leads nowhere leads nowhere', async () => {
  const { popup, run, say, tick } = world({ sendConnectRequest: { redirectUrl: 'javascript:alert(1)' } })
  const outcome = run()
  say({ type: 'oauth-nonce-loaded' })
  await expect(outcome).rejects.toThrow('does not say where to sign in')
  popup.closed = true
  tick()
  expect(popup.location.href).toBe('')
})
