import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Service, startService, untilAnswers } from './processes.mjs'

const environment = { PATH: process.env.PATH ?? '' }
const services: Service[] = []
const servers: http.Server[] = []
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop('SIGKILL')))
  for (const server of servers.splice(0)) server.close()
})

/** Starts a Node script, and waits for the first line it prints. */
async function start(script: string): Promise<{ service: Service; line: string }> {
  const service: { current?: Service } = {}
  const line = await new Promise<string>((resolve) => {
    service.current = startService('script', [process.execPath, '-e', script], environment, resolve)
    services.push(service.current)
  })
  if (!service.current) throw new Error('The script was not started')
  return { service: service.current, line }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

describe('a service', () => {
  it('tells its exit code', async () => {
    const { service } = await start('console.log("up"); process.exitCode = 7')
    expect(await service.exited).toBe(7)
  })

  it('that does not exist tells so, and has failed', async () => {
    const lines: string[] = []
    const service = startService('nothing', ['no-such-program-anywhere'], environment, (line) => lines.push(line))
    expect(await service.exited).toBe(1)
    expect(lines.join()).toContain('no-such-program-anywhere')
  })

  it('may clean up when it is stopped', async () => {
    const { service } = await start(
      'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000); console.log("up")',
    )
    await service.stop()
    expect(await service.exited).toBe(5)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('takes what it started down with it: %s', async (signal) => {
    const server = 'const s = net.createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))'
    const { service, line } = await start(
      `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(server)}], { stdio: "inherit" })`,
    )
    const port = Number(line)
    expect(await accepts(port)).toBe(true)
    await service.stop(signal)
    await vi.waitFor(async () => expect(await accepts(port)).toBe(false), { timeout: 10_000 })
  })
})

describe('waiting for an address', () => {
  it('ends with the first answer that is not 503', async () => {
    const statuses = [503, 503, 404]
    let asked = 0
    const server = http.createServer((_request, response) => {
      response.writeHead(statuses[asked] ?? 500).end()
      asked += 1
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await untilAnswers(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, new AbortController().signal)
    expect(asked).toBe(3)
  })

  it('ends when it is given up', async () => {
    const given = new AbortController()
    const waiting = untilAnswers('http://127.0.0.1:1', given.signal)
    given.abort(new Error('given up'))
    await expect(waiting).rejects.toThrow()
  })
})
