/**
 * The script of the host page: the vendor's package as it is, and what a test needs beside it. It is a classic script in
 * the head, because the SDK opens the portal's frame at once and must know by then where (sdk.md 1.1).
 */
import * as sdk from '@useparagon/connect'
import { recorded } from './recorded-sdk.ts'

const { SDK_EVENT } = sdk

/** Which methods a test has called, for docs/sdk-support.md. */
const called = new Set<string>()
const paragon = recorded(sdk.paragon, called)
const connectSingleton = recorded(sdk.connectSingleton, called)

/** An event of `paragon.subscribe`, as it was when it came. */
export interface RecordedEvent {
  name: string
  integrationType?: string
  integrationId?: string
  credentialId?: string
}

const events: RecordedEvent[] = []

/**
 * What an attempt threw, or rejected with: an error's name, message and own properties, or the value itself. Throws when
 * the attempt succeeds. Errors lose all but their message on the way out of a page.
 */
async function refusal(attempt: () => unknown): Promise<Refusal> {
  try {
    await attempt()
  } catch (error) {
    return error instanceof Error ? { ...error, name: error.name, message: error.message } : (error as Refusal)
  }
  throw new Error('Nothing was refused.')
}

export interface Refusal {
  name?: string
  message: string
  code?: string
  status?: number
  meta?: Record<string, unknown>
  response?: unknown
}

/** What the callbacks of an `installFlow` have told, oldest first. */
const told: {
  stages: { stage: string }[]
  completed: object[]
  errors: { name: string; message: string; stage: string | undefined }[]
} = { stages: [], completed: [], errors: [] }

const page = { connectSingleton, paragon, SDK_EVENT, events, refusal, told, called }
export type HostWindow = Window & typeof page

Object.assign(window, page)

const { sandbox } = document.documentElement.dataset
// An app that never configures the SDK still reaches the sandbox when its last state says so (sdk.md 1.3).
if (sandbox !== undefined && !new URLSearchParams(location.search).has('unconfigured')) {
  sdk.paragon.configureGlobal(
    { host: 'localhost' },
    {
      API_TRIGGER_KIT_PUBLIC_URL: sandbox,
      CDN_PUBLIC_URL: sandbox,
      CONNECT_PUBLIC_URL: sandbox,
      DASHBOARD_PUBLIC_URL: sandbox,
      HERMES_PUBLIC_URL: sandbox,
      PASSPORT_PUBLIC_URL: sandbox,
      WORKER_PROXY_PUBLIC_URL: sandbox,
      ZEUS_PUBLIC_URL: sandbox,
    },
  )
}
for (const name of Object.values(SDK_EVENT)) {
  sdk.paragon.subscribe(name, (event: object) => events.push({ name, ...structuredClone(event) }))
}
