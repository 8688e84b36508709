import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestSandbox, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { driveUser, nameHosts, proxied, RAW } from './testing.ts'

const HOST = 'api.real.example'
const PUBLIC = '93.184.216.34'

let sandbox: TestSandbox
let user: TestUser
let addresses: string[]
let heard: { url: string | undefined; authorization: string | undefined }[]
let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void
/** On this machine, in place of the real host. */
const server = createServer((incoming, outgoing) => {
  heard.push({ url: incoming.url, authorization: incoming.headers.authorization })
  answer(incoming, outgoing)
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  sandbox = await createTestSandbox({
    egress: {
      hosts: [HOST, 'api.other.example', 'www.googleapis.com'],
      resolve: async () => addresses,
      connect: () => connect(port, '127.0.0.1'),
    },
  })
  const made = await driveUser(sandbox)
  user = made.user
  await nameHosts(sandbox, 'googledrive', ['www.googleapis.com', HOST])
})
beforeEach(() => {
  addresses = [PUBLIC]
  heard = []
  answer = (_, outgoing) => void outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"real":true}')
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await sandbox.dispose()
})

const get = (url: string, headers = {}) => proxied(sandbox, user, `/${url}`, { headers })

describe('a proxied call to a real host', () => {
  it('leaves the sandbox when the start allowed it and the integration names it', async () => {
    const response = await get(`https://${HOST}/v1/a%2Fb?x=1`)
    expect([response.status, await response.json()]).toEqual([200, { output: { real: true } }])
    expect(heard).toEqual([{ url: '/v1/a%2Fb?x=1', authorization: expect.stringMatching(/^Bearer /) }])
    expect(heard[0]?.authorization).not.toContain(user.token)
  })

  it.each([
    ['the integration does not name', 'https://api.other.example/'],
    ['nobody allowed', 'https://api.third.example/'],
    ['has another port', `https://${HOST}:8443/`],
    ['is not asked by https', `http://${HOST}/`],
  ])('that %s is refused', async (_, url) => {
    expect((await get(url)).status).toBe(400)
    expect(heard).toEqual([])
  })

  it('never takes the place of what is simulated', async () => {
    const response = await get('https://www.googleapis.com/drive/v3/about?fields=user')
    expect(await response.json()).toMatchObject({ output: { user: {} } })
    expect(heard).toEqual([])
  })

  it('that turns out to be inside is not made', async () => {
    addresses = ['127.0.0.1']
    const response = await get(`https://${HOST}/`)
    expect([response.status, await response.json()]).toMatchObject([
      502,
      { status: 502, message: expect.stringContaining('not a public address') },
    ])
    expect(heard).toEqual([])
  })

  it('follows no redirect', async () => {
    answer = (_, outgoing) => void outgoing.writeHead(307, { location: 'http://169.254.169.254/' }).end()
    expect((await get(`https://${HOST}/`)).status).toBe(502)
    const raw = await get(`https://${HOST}/`, RAW)
    expect([raw.status, raw.headers.get('location')]).toEqual([307, 'http://169.254.169.254/'])
    expect(heard).toHaveLength(2)
  })

  it('tells of a connection that is dropped, of garbage, and of an answer that breaks off', async () => {
    answer = (incoming) => void incoming.socket.destroy()
    expect((await get(`https://${HOST}/`)).status).toBe(502)
    answer = (incoming) => void incoming.socket.end('not HTTP\r\n\r\n')
    expect((await get(`https://${HOST}/`)).status).toBe(502)
    answer = (incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' })
      outgoing.write('{"a"', () => incoming.socket.destroy())
    }
    expect((await get(`https://${HOST}/`)).status).toBe(502)
  })

  it('refreshes the token that the host turns down, once', async () => {
    answer = (_, outgoing) => void outgoing.writeHead(heard.length === 1 ? 401 : 200).end('{}')
    expect((await get(`https://${HOST}/`)).status).toBe(200)
    expect(new Set(heard.map(({ authorization }) => authorization)).size).toBe(2)
  })

  it('takes 25 MB there and back', async () => {
    answer = (incoming, outgoing) => void incoming.pipe(outgoing)
    const body = new Uint8Array(25_000_000).fill(7)
    const headers = { ...RAW, 'content-type': 'application/octet-stream' }
    const response = await proxied(sandbox, user, `/https://${HOST}/echo`, { method: 'PUT', headers, body })
    const echoed = new Uint8Array(await response.arrayBuffer())
    expect(Buffer.compare(echoed, body)).toBe(0)
  })
})
