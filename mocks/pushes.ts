import type { Json } from './store/connected-users.ts'

/** What a third party tells of an account without being asked, as it would call a webhook of Paragon's in real life. */
export interface Push {
  projectId: string
  /** The account's id at the provider. */
  accountId: string
  /** What it is about, such as "googledrive/file". */
  topic: string
  /** Tells it from every other push of the topic to the account. */
  id: string
  data: Json
}

/**
 * The way from the simulated third parties to Paragon. A third party publishes after it has committed and before it
 * answers, and waits: what was answered was told.
 */
export interface Pushes {
  publish(push: Push): Promise<void>
  listen(listener: (push: Push) => Promise<void>): void
}

export function createPushes(): Pushes {
  const listeners: ((push: Push) => Promise<void>)[] = []
  return {
    async publish(push) {
      await Promise.all(listeners.map((listener) => listener(push)))
    },
    listen(listener) {
      listeners.push(listener)
    },
  }
}
