/** The peer: Hono on the same adapter, answering one fixed JSON text that it is given, with nothing behind it. */
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const [port, bodyFile] = process.argv.slice(2)
const body = bodyFile ? readFileSync(bodyFile, 'utf8') : '{}'
const app = new Hono()
app.get('/health', (c) => c.json({ status: 'ok' }))
app.get('/projects/:projectId/sdk/me', () => new Response(body, { headers: { 'content-type': 'application/json' } }))
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })
