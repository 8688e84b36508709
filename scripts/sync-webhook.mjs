/** Where the reference app takes in the events of syncs. */
const PATH = '/api/webhooks/paragon-syncs'

/** How long the sandbox may take, in milliseconds. */
const PATIENCE = 10_000

/**
 * Has the sandbox send the events of the project's syncs to the reference app, as one would enter its address in Paragon's
 * dashboard. The sandbox sends a message there at once, so the app should be running.
 *
 * @param {Record<string, string>} environment of app and sandbox
 * @param {string} [appUrl] where the sandbox reaches the app; by default the app's public address
 * @throws {Error} when the sandbox refuses, or does not answer
 */
export async function registerSyncWebhook(environment, appUrl = environment.NEXTAUTH_URL) {
  const { PARAGON_SANDBOX_URL, PARAGON_PROJECT_ID, PARAGON_SANDBOX_ADMIN_TOKEN } = environment
  const response = await fetch(`${PARAGON_SANDBOX_URL}/_sandbox/projects/${PARAGON_PROJECT_ID}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${PARAGON_SANDBOX_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ syncWebhookUrl: `${appUrl}${PATH}` }),
    signal: AbortSignal.timeout(PATIENCE),
  })
  if (response.ok) return
  const { detail } = /** @type {{ detail?: string }} */ (await response.json().catch(() => ({})))
  throw new Error(detail ?? `the sandbox answered ${response.status}`)
}
