import { expect, test } from 'vitest'
import { createController } from './controller.ts'
import type { ModalState, PortalState } from './portal-state.ts'
import { credential, drive, stateWith } from './test-state.ts'

const show = ['updateContainerStyle', { isModalShown: true }]
const hide = ['updateContainerStyle', { isModalShown: false }]
const closed = stateWith({ integration: null })
const byApi = { isApiInstallation: true }

/** Lets the calls made so far be answered. */
const answers = () => new Promise((resolve) => setTimeout(resolve, 0))

function setUp() {
  const calls: unknown[][] = []
  const rendered: (PortalState | undefined)[] = []
  const controller = createController(
    async (...call) => {
      calls.push(call)
    },
    (state) => rendered.push(state),
  )
  const update = (modal: Partial<ModalState>, ...accounts: Parameters<typeof credential>) =>
    controller.update(stateWith(modal, accounts.length > 0 ? [credential(...accounts)] : []))
  return { controller, calls, rendered, update }
}

test('it opens once when an integration is set, and follows the state from when the frame is on the page', async () => {
  const { controller, calls, rendered, update } = setUp()
  controller.update(closed)
  expect(calls).toEqual([])
  update({})
  update({}, {})
  expect(calls).toEqual([show, ['onOpen']])
  expect(rendered).toEqual([])
  await answers()
  expect(rendered).toEqual([stateWith({}, [credential()])])
  update({}, { status: 'INVALID' })
  expect(rendered.at(-1)).toEqual(stateWith({}, [credential({ status: 'INVALID' })]))
})

test('what was closed before the frame was on the page is not rendered', async () => {
  const { controller, calls, rendered, update } = setUp()
  update({})
  controller.update(closed)
  await answers()
  expect(calls).toEqual([show, ['onOpen'], hide])
  expect(rendered).toEqual([undefined])
})

test('when the SDK has closed, it only hides: a late onClose could close what comes next', () => {
  const { controller, calls, rendered, update } = setUp()
  update({})
  calls.length = 0
  controller.update(closed)
  controller.update(closed)
  expect(calls).toEqual([hide])
  expect(rendered.at(-1)).toBeUndefined()
})

test('when the user closes, it hides and tells the SDK, and a state on its way does not open it again', () => {
  const { controller, calls, update } = setUp()
  update({})
  calls.length = 0
  controller.close()
  expect(calls).toEqual([hide, ['onClose', true]])
  update({})
  expect(calls).toHaveLength(2)
  controller.update(closed)
  update({})
  expect(calls.slice(2)).toEqual([show, ['onOpen']])
})

test('another integration in its place is another opening', () => {
  const { calls, update } = setUp()
  update({})
  update({ integration: { ...drive, id: 'other' } })
  expect(calls).toEqual([show, ['onOpen'], show, ['onOpen']])
})

test('it closes when the user is logged out', () => {
  const { controller, calls, update } = setUp()
  update({})
  calls.length = 0
  const loggedOut = stateWith({})
  loggedOut.nextContext.user = { authenticated: false }
  controller.update(loggedOut)
  expect(calls).toEqual([hide, ['onClose', true]])
})

test('it stays hidden during an installation by API, whether that succeeds or fails', () => {
  const { calls, update } = setUp()
  update({ apiInstallationOptions: byApi })
  update({ apiInstallationOptions: byApi, connectionError: { error: 'access_denied' } })
  update({ apiInstallationOptions: byApi }, {})
  expect(calls).toEqual([])
})

test('it shows an account whose set-up must be finished, even during an installation by API', () => {
  const { calls, update } = setUp()
  update({ apiInstallationOptions: byApi }, { status: 'PENDING' })
  expect(calls).toEqual([show, ['onOpen']])
})

test('it leaves that to the app where the app has said so', () => {
  const { calls, update } = setUp()
  update({ apiInstallationOptions: { ...byApi, bypassPostOAuthPrompt: true } }, { status: 'PENDING' })
  expect(calls).toEqual([])
})

test('showPortalAfterInstall: hidden until the installation is done', () => {
  const { calls, update } = setUp()
  const apiInstallationOptions = { ...byApi, showPortalAfterInstall: true }
  update({ apiInstallationOptions, shouldShowPortalAfterInstall: false })
  expect(calls).toEqual([])
  update({ apiInstallationOptions, shouldShowPortalAfterInstall: true }, {})
  expect(calls).toEqual([show, ['onOpen']])
})

test('showPortalAfterInstall: says why the installation failed, but not why the one before it did', () => {
  const { controller, calls, update } = setUp()
  const apiInstallationOptions = { ...byApi, showPortalAfterInstall: true }
  const connectionError = { error: 'access_denied' }
  controller.update(closed)
  update({ apiInstallationOptions, connectionError })
  update({ apiInstallationOptions })
  expect(calls).toEqual([])
  update({ apiInstallationOptions, connectionError })
  expect(calls).toEqual([show, ['onOpen']])
})
