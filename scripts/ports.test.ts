import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { freePorts, isPortFree } from './ports.mjs'

const servers: net.Server[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))))

/** @returns the port of a server that listens on `host` */
function occupy(host: string): Promise<number> {
  const server = net.createServer()
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, () => resolve((server.address() as net.AddressInfo).port))
  })
}

describe('a port', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('that is taken on %s is not free', async (host) => {
    expect(await isPortFree(await occupy(host))).toBe(false)
  })

  it('is free again when its server has closed', async () => {
    const port = await occupy('127.0.0.1')
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await isPortFree(port)).toBe(true)
  })
})

it('free ports are all different', async () => {
  expect(new Set(await freePorts(5)).size).toBe(5)
})
