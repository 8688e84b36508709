type Fetch = (request: Request) => Response | Promise<Response>

/** What answers for a host: by its name, or by a name such as "*.my.salesforce.com" with `*` for its first label. */
export function findHost(hosts: Record<string, Fetch>, host: string): Fetch | undefined {
  const name = [host, host.replace(/^[^.]+/, '*')].find((each) => Object.hasOwn(hosts, each))
  return name === undefined ? undefined : hosts[name]
}
