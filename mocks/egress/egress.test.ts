import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect as connectPlainly, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { SilenceError } from '../silence.ts'
import { createEgress, type Peer, tlsConnection } from './egress.ts'
import { EgressRefusedError } from './egress-error.ts'
import { certificate, certificateKey, REAL_HOST } from './testing.ts'

const PUBLIC = '93.184.216.34'
const url = (path = '/v1/things') => `https://${REAL_HOST}${path}`

/** What Node wants to hear of a request whose body is a stream; TypeScript's own types do not know it. */
const streamed = { duplex: 'half' }

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

async function listening<T extends Server>(server: T): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/**
 * A way out to a server on this machine, which stands for the real host: the name is looked up as told, and who is
 * connected to is written down instead of being called.
 */
async function wayOut(
  listener: RequestListener,
  { addresses = [[PUBLIC]], timeout = 10_000 }: { addresses?: string[][]; timeout?: number } = {},
) {
  const server = createServer(listener)
  const port = await listening(server)
  const asked: string[] = []
  const peers: Peer[] = []
  const egress = createEgress(
    {
      hosts: [REAL_HOST, ' API.Other.Example '],
      resolve: async (host) => {
        asked.push(host)
        return addresses[asked.length - 1] ?? addresses[0] ?? []
      },
      connect: (peer) => {
        peers.push(peer)
        return connectPlainly(port, '127.0.0.1')
      },
    },
    timeout,
  )
  return { ...egress, asked, peers, server }
}

describe('the way out', () => {
  it('is open to the hosts named, by https, and to no other', async () => {
    const { allows } = await wayOut(() => {})
    expect(
      [
        url(),
        'https://api.other.example/',
        `http://${REAL_HOST}/`,
        `https://${REAL_HOST}:8443/`,
        `https://x.${REAL_HOST}/`,
        `https://${REAL_HOST}.evil.example/`,
        'https://127.0.0.1/',
      ].map((each) => allows(new URL(each))),
    ).toEqual([true, true, false, false, false, false, false])
  })

  it('sends the request and answers as the host does', async () => {
    const heard: unknown[] = []
    const { fetch, peers, asked } = await wayOut(async (incoming, outgoing) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
      const { method, url, headers } = incoming
      heard.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
      outgoing.writeHead(201, [
        ...['content-type', 'application/json'],
        ...['x-many', 'a', 'x-many', 'b'],
        ...['x-latin', 'caf\u00e9'],
      ])
      outgoing.end('{"made":true}')
    })
    const answer = await fetch(
      new Request(url('/v1/a%2Fb?q=x%20y&q='), {
        method: 'POST',
        headers: { authorization: 'Bearer t', 'x-latin': 'na\u00efve', 'content-length': '5' },
        body: 'hello',
      }),
    )
    expect([answer.status, await answer.text()]).toEqual([201, '{"made":true}'])
    expect([answer.headers.get('x-many'), answer.headers.get('x-latin')]).toEqual(['a, b', 'caf\u00e9'])
    expect(heard).toMatchObject([
      {
        method: 'POST',
        url: '/v1/a%2Fb?q=x%20y&q=',
        headers: { host: REAL_HOST, authorization: 'Bearer t', 'x-latin': 'na\u00efve', 'content-length': '5' },
        body: 'hello',
      },
    ])
    expect([asked, peers]).toEqual([[REAL_HOST], [{ host: REAL_HOST, port: 443, addresses: [PUBLIC] }]])
  })

  it.each([
    ['loopback', ['127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['a mapped address', ['::ffff:10.0.0.1']],
    ['public and private at once', [PUBLIC, '10.0.0.1']],
    ['nowhere', []],
  ])('is closed to a name that leads to %s', async (_, addresses) => {
    const { fetch, peers } = await wayOut(() => {}, { addresses: [addresses] })
    await expect(fetch(new Request(url()))).rejects.toThrow(EgressRefusedError)
    expect(peers).toEqual([])
  })

  it('is closed to an address in place of a name, unless it is public', async () => {
    const { fetch, peers, asked } = await wayOut((_, outgoing) => outgoing.end())
    for (const host of ['127.0.0.1', '2130706433', '[::1]', '[fe80::1]']) {
      await expect(fetch(new Request(`https://${host}/`))).rejects.toThrow(EgressRefusedError)
    }
    expect((await fetch(new Request(`https://${PUBLIC}:8443/`))).status).toBe(200)
    expect([asked, peers]).toEqual([[], [{ host: PUBLIC, port: 8443, addresses: [PUBLIC] }]])
  })

  it('holds on to the addresses that it has looked at', async () => {
    // A name that leads somewhere else when it is asked for a second time.
    const { fetch, peers, asked } = await wayOut((_, outgoing) => outgoing.end(), {
      addresses: [[PUBLIC], ['127.0.0.1']],
    })
    expect((await fetch(new Request(url()))).status).toBe(200)
    expect([asked.length, peers]).toMatchObject([1, [{ addresses: [PUBLIC] }]])
  })

  it('follows no redirect', async () => {
    const { fetch, peers } = await wayOut((_, outgoing) =>
      outgoing.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    const answer = await fetch(new Request(url()))
    expect([answer.status, answer.headers.get('location'), peers.length]).toEqual([302, 'http://169.254.169.254/', 1])
  })

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ])('answers a %s with status %i without a body', async (method, status) => {
    const { fetch } = await wayOut((_, outgoing) => outgoing.writeHead(status, { etag: '"1"' }).end())
    const answer = await fetch(new Request(url(), { method }))
    expect([answer.status, answer.body, answer.headers.get('etag')]).toEqual([status, null, '"1"'])
  })

  it('passes bodies on in both directions as they come', async () => {
    // The host speaks before it has heard the end, and the answer is read before the end was sent.
    const { fetch } = await wayOut((incoming, outgoing) => void incoming.pipe(outgoing))
    let more: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        more = controller
      },
    })
    const bytes = (text: string) => new TextEncoder().encode(text)
    more?.enqueue(bytes('one'))
    const answer = await fetch(new Request(url(), { method: 'PUT', body, ...streamed }))
    const reader = answer.body?.getReader()
    expect((await reader?.read())?.value).toEqual(bytes('one'))
    more?.enqueue(bytes('two'))
    expect((await reader?.read())?.value).toEqual(bytes('two'))
    more?.close()
    expect((await reader?.read())?.done).toBe(true)
  })

  it('fails as the connection does', async () => {
    const { fetch } = await wayOut((incoming) => incoming.socket.destroy())
    await expect(fetch(new Request(url()))).rejects.toThrow(expect.objectContaining({ code: 'ECONNRESET' }))
  })

  it('fails in the middle of an answer that breaks off', async () => {
    const { fetch } = await wayOut((incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' })
      outgoing.write('half', () => incoming.socket.destroy())
    })
    const answer = await fetch(new Request(url()))
    await expect(answer.text()).rejects.toThrow()
  })

  it('fails when the upload breaks off, and says why', async () => {
    const { fetch } = await wayOut((incoming) => incoming.resume())
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('cut off')) })
    await expect(fetch(new Request(url(), { method: 'PUT', body, ...streamed }))).rejects.toThrow('cut off')
  })

  it('gives up a host that keeps silent, before its answer and in the middle of it', async () => {
    const silent = await wayOut(() => {}, { timeout: 20 })
    await expect(silent.fetch(new Request(url()))).rejects.toThrow(SilenceError)
    const stuck = await wayOut((_, outgoing) => void outgoing.writeHead(200).write('half'), { timeout: 200 })
    await expect((await stuck.fetch(new Request(url()))).text()).rejects.toThrow()
  })

  it('takes no answer that is not HTTP, or that changes to another protocol', async () => {
    const says = (text: string) => (incoming: { socket: Socket }) => void incoming.socket.end(text)
    const garbage = await wayOut(says('\u0000\u0001 garbage\r\n\r\n'))
    await expect(garbage.fetch(new Request(url()))).rejects.toThrow()
    const upgrade = await wayOut(says('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'))
    await expect(upgrade.fetch(new Request(url()))).rejects.toThrow()
    const odd = await wayOut(says('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n'))
    await expect(odd.fetch(new Request(url()))).rejects.toThrow()
  })

  it('passes over what is said before the answer', async () => {
    const { fetch } = await wayOut((_, outgoing) => {
      outgoing.writeEarlyHints({ link: '</style.css>; rel=preload' })
      outgoing.end('answer')
    })
    expect(await (await fetch(new Request(url()))).text()).toBe('answer')
  })
})

describe('a TLS connection', () => {
  async function secureServer() {
    const server = createTlsServer({ cert: certificate, key: certificateKey }, (_, outgoing) => outgoing.end())
    return listening(server as unknown as Server)
  }
  const connected = (host: string, port: number, ca?: string) =>
    new Promise<string>((resolve) => {
      const peer = { host, port, addresses: ['127.0.0.1'] }
      const socket = tlsConnection(peer, ca === undefined ? {} : { ca })
      socket.on('secureConnect', () => {
        socket.destroy()
        resolve('connected')
      })
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    })

  it('leads to the address given, whatever the name says, and insists on the certificate of the name', async () => {
    const port = await secureServer()
    // No resolver knows these names: the address can only be the one given.
    expect(await connected(REAL_HOST, port, certificate)).toBe('connected')
    expect(await connected('api.other.example', port, certificate)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await connected(REAL_HOST, port)).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/)
  })
})
