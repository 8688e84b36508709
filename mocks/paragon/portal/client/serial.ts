/**
 * Runs changes one after another. The SDK computes each change from the state it holds when the call begins and sends
 * whole settings maps, so two at once would undo each other, on the server too.
 */
export function createSerial(): <T>(change: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (change) => {
    const result = last.then(change)
    last = result.catch(() => undefined)
    return result
  }
}
