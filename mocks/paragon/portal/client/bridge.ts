import type { PortalState } from './portal-state.ts'

/** The part of a message event that decides whether it is the host page's. */
export interface HostMessage {
  source: unknown
  origin: string
  data: unknown
}

/** The window that frames the portal. */
export interface HostWindow {
  postMessage(message: unknown, targetOrigin: string): void
}

/** Calls a method of the SDK in the host page; rejects with the SDK's own message. */
export type Invoke = (method: string, ...parameters: unknown[]) => Promise<unknown>

export interface Bridge {
  invoke: Invoke
  /** Takes one `message` event of the portal's window. */
  receive(event: HostMessage): void
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

/**
 * The SDK's protocol between its page and the portal's frame (@useparagon/connect 2.4.0): UI_UPDATE comes in,
 * SDK_FUNCTION_INVOCATION goes out and is answered by SDK_FUNCTION_RESPONSE or SDK_FUNCTION_ERROR with the same id.
 *
 * State holds the user's token and a message can start anything, so only the parent window is heard, and only the origin
 * that it first spoke from is spoken to; a `*` never goes out.
 */
export function createBridge(host: HostWindow, onUpdate: (state: PortalState) => void): Bridge {
  const waiting = new Map<number, Waiting>()
  let hostOrigin: string | undefined
  let lastId = 0

  return {
    invoke(method, ...parameters) {
      const target = hostOrigin
      if (target === undefined) return Promise.reject(new Error('The host page has not spoken yet.'))
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        host.postMessage({ messageType: 'SDK_FUNCTION_INVOCATION', type: method, id, parameters }, target)
      })
    },

    receive({ source, origin, data }) {
      if (source !== host || !isRecord(data)) return
      if (isUiUpdate(data)) {
        // An opaque origin (a file, a sandboxed frame) cannot be named as a target, so it cannot be answered.
        if (origin === 'null') return
        hostOrigin ??= origin
        if (origin === hostOrigin) onUpdate(data)
        return
      }
      if (origin !== hostOrigin || typeof data.id !== 'number') return
      const call = waiting.get(data.id)
      if (call === undefined) return
      if (data.messageType === 'SDK_FUNCTION_RESPONSE') call.resolve(data.result)
      else if (data.messageType === 'SDK_FUNCTION_ERROR') call.reject(new Error(String(data.message)))
      else return
      waiting.delete(data.id)
    },
  }
}

function isUiUpdate(data: Record<string, unknown>): data is Record<string, unknown> & PortalState {
  if (data.messageType !== 'UI_UPDATE' || !isRecord(data.nextContext)) return false
  return isRecord(data.nextContext.user) && isRecord(data.nextModalState)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
