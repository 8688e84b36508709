import { render } from 'preact'
import { createBridge } from './bridge.ts'
import { Portal } from './components/portal.tsx'
import { createController } from './controller.ts'
import type { PortalState } from './portal-state.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root.')
const container = root

const bridge = createBridge(window.parent, (state) => controller.update(state))

const controller = createController(bridge.invoke, (state: PortalState | undefined) =>
  render(state && <Portal state={state} invoke={bridge.invoke} close={() => controller.close()} />, container),
)

// Opened by itself, the page is its own parent and must not talk to itself.
if (window.parent !== window) window.addEventListener('message', (event) => bridge.receive(event))
