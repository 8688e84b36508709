import { bodyOf, type Call, pathOf } from './call'

/** Where calls go: the base URL of Paragon's Proxy API, and the project. */
export type ProxyAddress = { baseUrl: string; projectId: string }

type Snippet = { call: Call; integration: string; credentialId: string }

/** The call as code for the SDK (https://docs.useparagon.com/apis/api-reference, `.request`). */
export function sdkCode({ call, integration, credentialId }: Snippet): string {
  const body = bodyOf(call)
  const options = [
    ...(call.method === 'GET' ? [] : [`method: '${call.method}'`]),
    ...(body ? [`body: ${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')}`] : []),
    `selectedCredentialId: ${literal(credentialId)}`,
  ]
  const lines = options.map((option) => `  ${option},\n`).join('')
  return `await paragon.request(${literal(integration)}, ${literal(pathOf(call))}, {\n${lines}})`
}

/** The call for a shell (https://docs.useparagon.com/apis/proxy). The token stays a variable: it is not for clipboards. */
export function curlCode({ call, integration, credentialId }: Snippet, address: ProxyAddress): string {
  const body = bodyOf(call)
  const url = proxyUrl(address, integration, call)
  return [
    `curl ${call.method === 'GET' ? '' : `--request ${call.method} `}${quoted(url)}`,
    // curl would take these for lists of addresses.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    '--header "Authorization: Bearer $PARAGON_USER_TOKEN"',
    `--header ${quoted(`X-Paragon-Credential: ${credentialId}`)}`,
    ...(body ? ["--header 'Content-Type: application/json'", `--data ${quoted(JSON.stringify(body))}`] : []),
  ].join(' \\\n  ')
}

/** The address that the SDK asks for, as a browser encodes it. */
function proxyUrl({ baseUrl, projectId }: ProxyAddress, integration: string, call: Call): string {
  return new URL(`${baseUrl}/projects/${projectId}/sdk/proxy/${integration}${pathOf(call)}`).href
}

/** A string in JavaScript, in single quotes. */
function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped}'`
}

/** A string in a POSIX shell (POSIX.1-2024, XCU 2.2.2). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
