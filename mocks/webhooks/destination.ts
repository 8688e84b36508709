/** Names of this machine as it sees itself. The URL parser has put every way of writing an address into one form. */
const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * What is wrong with an address that webhooks are to be sent to; undefined when nothing is. The sandbox leaves its machine
 * for nobody, unless it was told to: `hosts` are allowed beside the machine's own, "*" is any.
 */
export function destinationProblem(text: string, hosts: readonly string[]): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'must be an http or https URL'
  if (url.username || url.password) return 'must not have credentials in it; put them in a header'
  if (loopback.test(url.hostname) || hosts.includes('*') || hosts.includes(url.hostname)) return undefined
  return `must be on this machine, as http://localhost:3000/webhooks is; PARAGON_SANDBOX_WEBHOOK_HOSTS (--webhook-hosts) allows other hosts, ${url.hostname} is not among them`
}
