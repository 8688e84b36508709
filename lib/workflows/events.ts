import type { Account, Integration } from '../paragon/accounts'
import type { ParagonUser } from '../paragon/session'
import { allWorkflows, enabledTimes, findCredential, type Workflow } from './workflows'

type Config = Parameters<typeof allWorkflows>[1]

/** An App Event with the workflows that listen to it. */
export type AppEvent = { name: string; sample: object; listeners: { integration: Integration; workflow: Workflow }[] }

/** The App Events that workflows of these integrations listen to. */
export function listEvents(integrations: Integration[], configOf: (type: string) => Config): AppEvent[] {
  const events = new Map<string, AppEvent>()
  for (const integration of integrations) {
    for (const workflow of allWorkflows(integration.type, configOf(integration.type))) {
      if (workflow.trigger?.kind !== 'event') continue
      const { name, sample } = workflow.trigger
      const event = events.get(name) ?? { name, sample, listeners: [] }
      event.listeners.push({ integration, workflow })
      events.set(name, event)
    }
  }
  return [...events.values()]
}

/** An account which an event can reach, and how many runs that makes. */
export type Recipient = { integration: Integration; account: Account; runs: number }

/** Every account of the integrations that listen; those where nothing that listens is on are in it with no runs. */
export function recipientsOf({ listeners }: AppEvent, user: ParagonUser): Recipient[] {
  const integrations = [...new Map(listeners.map(({ integration }) => [integration.type, integration])).values()]
  return integrations.flatMap((integration) =>
    integration.accounts.map((account) => {
      const credential = findCredential(user, integration.type, account.id)
      const own = listeners.filter((each) => each.integration.type === integration.type)
      const runs = own.map(({ workflow }) => (credential ? enabledTimes(credential, workflow.id) : 0))
      return { integration, account, runs: runs.reduce((total, each) => total + each, 0) }
    }),
  )
}
