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
 * Shows and hides the frame (the SDK itself never does) and tells the host page of it. `render` is given the state while
 * the portal is shown, undefined while it is not; `onShown` runs when the frame can take the focus.
 */
export function createController(
  invoke: Invoke,
  render: (state: PortalState | undefined) => void,
  onShown: () => void,
): Controller {
  let shownFor: string | undefined
  let dismissed = false
  let begunAnew = false

  function call(method: string, ...parameters: unknown[]): Promise<unknown> {
    return invoke(method, ...parameters).catch((error: unknown) => console.error(`${method} failed`, error))
  }

  function hide() {
    shownFor = undefined
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
        render(state)
        if (shownFor === integration.id) return
        shownFor = integration.id
        // The frame first: onOpen measures it to decide whether the host page may scroll behind it.
        call('updateContainerStyle', { isModalShown: true }).then(onShown)
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
