import type { Invoke } from './bridge.ts'
import type { PortalState } from './portal-state.ts'
import { isWanted } from './visibility.ts'

export interface Controller {
  /** Takes the SDK's newest state. */
  update(state: PortalState): void
  /** The user closes the portal. */
  close(): void
}

/**
 * Shows and hides the frame (the SDK itself never does) and tells the host page of it. `render` is given the state once
 * the frame is on the page, and undefined when it goes: what is rendered can be seen and take the focus.
 */
export function createController(invoke: Invoke, render: (state: PortalState | undefined) => void): Controller {
  let shownFor: string | undefined
  let newest: PortalState | undefined
  let isOnPage = false
  let dismissed = false
  let begunAnew = false

  function call(method: string, ...parameters: unknown[]): Promise<unknown> {
    return invoke(method, ...parameters).catch((error: unknown) => console.error(`${method} failed`, error))
  }

  function hide() {
    shownFor = undefined
    isOnPage = false
    call('updateContainerStyle', { isModalShown: false })
    render(undefined)
  }

  return {
    update(state) {
      const { integration, connectionError } = state.nextModalState
      // `installIntegration` sets the integration first and clears the error of the installation before it afterwards.
      if (integration === null) dismissed = begunAnew = false
      else if (connectionError == null) begunAnew = true
      const failed = begunAnew && connectionError != null
      // A state that was on its way when the user closed the portal must not open it again.
      if (integration !== null && isWanted(state, failed) && !dismissed) {
        newest = state
        if (isOnPage) render(state)
        if (shownFor === integration.id) return
        shownFor = integration.id
        // The frame first: onOpen measures it to decide whether the host page may scroll behind it.
        call('updateContainerStyle', { isModalShown: true }).then(() => {
          isOnPage = shownFor !== undefined
          if (isOnPage) render(newest)
        })
        call('onOpen')
      } else if (shownFor !== undefined) {
        hide()
        // After integration: null the SDK has closed already; a late onClose could hit the installation that follows.
        if (!state.nextContext.user.authenticated) call('onClose', true)
      }
    },

    close() {
      dismissed = true
      hide()
      call('onClose', true)
    },
  }
}
