import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Call } from './call'
import { curlCode, sdkCode } from './snippets'

const credentialId = 'de06dea8-8680-483c-95ea-cfcf66582c96'
const address = { baseUrl: 'https://proxy.useparagon.com', projectId: 'project-1' }
const get: Call = { method: 'GET', path: "/files?q=name contains 'plan'", body: '' }
const post: Call = {
  method: 'POST',
  path: '/chat.postMessage',
  body: '{"text":"It’s \\"here\\" at \'C:\\\\\'","to":[1]}',
}
const message = { text: 'It’s "here" at \'C:\\\'', to: [1] }

describe('sdkCode', () => {
  it('is written as in the documentation', () => {
    expect(sdkCode({ call: { ...post, body: '{"text":"hi"}' }, integration: 'slack', credentialId })).toBe(
      `await paragon.request('slack', '/chat.postMessage', {
  method: 'POST',
  body: {
    "text": "hi"
  },
  selectedCredentialId: '${credentialId}',
})`,
    )
  })

  /** Runs the code with an SDK that answers what it was asked. */
  async function run(code: string): Promise<unknown> {
    const paragon = { request: async (...args: unknown[]) => args }
    return new Function('paragon', `return (async () => ${code})()`)(paragon)
  }

  it('sends the very call', async () => {
    expect(await run(sdkCode({ call: get, integration: 'googledrive', credentialId }))).toEqual([
      'googledrive',
      get.path,
      { selectedCredentialId: credentialId },
    ])
    expect(await run(sdkCode({ call: post, integration: 'custom.it’s', credentialId }))).toEqual([
      'custom.it’s',
      '/chat.postMessage',
      { method: 'POST', body: message, selectedCredentialId: credentialId },
    ])
  })

  it.each(["'", '\\', '"', '\\"', "\\'", '`', '\n', '\\\\"\''])('keeps %j in a path', async (odd) => {
    const call = { ...get, path: `/x${odd}y` }
    expect(await run(sdkCode({ call, integration: 'slack', credentialId }))).toMatchObject(['slack', `/x${odd}y`, {}])
  })
})

describe('curlCode', () => {
  /** The arguments that a shell would hand to curl. */
  function argumentsOf(code: string): string[] {
    const script = `curl() { printf '%s\\0' "$@"; }\n${code}`
    const env = { ...process.env, PARAGON_USER_TOKEN: 'token-1' }
    return execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1)
  }

  it('asks the Proxy API for the address that the SDK asks for', () => {
    expect(argumentsOf(curlCode({ call: get, integration: 'googledrive', credentialId }, address))).toEqual([
      'https://proxy.useparagon.com/projects/project-1/sdk/proxy/googledrive/files?q=name%20contains%20%27plan%27',
      '--header',
      'Authorization: Bearer token-1',
      '--header',
      `X-Paragon-Credential: ${credentialId}`,
    ])
  })

  it('carries verb and body', () => {
    const given = argumentsOf(curlCode({ call: post, integration: 'slack', credentialId }, address))
    expect(given.slice(0, 3)).toEqual([
      '--request',
      'POST',
      'https://proxy.useparagon.com/projects/project-1/sdk/proxy/slack/chat.postMessage',
    ])
    expect(given).toContain('Content-Type: application/json')
    expect(JSON.parse(given.at(-1) ?? '')).toEqual(message)
  })

  it('keeps curl from reading brackets as lists', () => {
    const call = { ...get, path: '/x?filter[name]=a' }
    expect(argumentsOf(curlCode({ call, integration: 'hubspot', credentialId }, address))).toContain('--globoff')
  })

  it('names the token and never holds one', () => {
    expect(curlCode({ call: get, integration: 'slack', credentialId }, address)).toContain(
      'Bearer $PARAGON_USER_TOKEN"',
    )
  })
})
