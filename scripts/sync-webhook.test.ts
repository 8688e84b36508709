import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WEBHOOK_PATH } from '../lib/syncs/webhook-path.ts'
import { localUrl } from './environment.mjs'
import { registerSyncWebhook } from './sync-webhook.mjs'

let asked: { line: string; authorization: string | undefined; body: unknown }[]
let answer: { status: number; body: string }
const server = createServer((request: IncomingMessage, response) => {
  void text(request).then((body) => {
    asked.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body: JSON.parse(body),
    })
    response.writeHead(answer.status).end(answer.body)
  })
})

let environment: Record<string, string>
beforeEach(async () => {
  asked = []
  answer = { status: 200, body: '{}' }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  environment = {
    PARAGON_SANDBOX_URL: localUrl((server.address() as AddressInfo).port),
    PARAGON_PROJECT_ID: 'p',
    PARAGON_SANDBOX_ADMIN_TOKEN: 'admin',
    NEXTAUTH_URL: 'http://localhost:3001',
  }
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

it('names the path that the app listens at, at its public address or another', async () => {
  await registerSyncWebhook(environment)
  await registerSyncWebhook(environment, 'http://localhost:3002')
  const request = { line: 'PATCH /_sandbox/projects/p', authorization: 'Bearer admin' }
  expect(asked).toEqual([
    { ...request, body: { syncWebhookUrl: `http://localhost:3001${WEBHOOK_PATH}` } },
    { ...request, body: { syncWebhookUrl: `http://localhost:3002${WEBHOOK_PATH}` } },
  ])
})

it('says why it was refused', async () => {
  answer = { status: 422, body: '{"detail": "syncWebhookUrl: must be on this machine"}' }
  await expect(registerSyncWebhook(environment)).rejects.toThrow('must be on this machine')
  answer = { status: 502, body: '<html>' }
  await expect(registerSyncWebhook(environment)).rejects.toThrow('the sandbox answered 502')
})
