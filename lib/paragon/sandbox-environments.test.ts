import { expect, it } from 'vitest'
import { sandboxEnvironments } from './sandbox-environments'

it('sends every service to the sandbox, so that none falls back to https://<service>.<host>', () => {
  const [{ host }, environments = {}] = sandboxEnvironments('http://localhost:4010')
  expect(host).toBe('localhost:4010')
  expect(Object.keys(environments).sort()).toEqual([
    'API_TRIGGER_KIT_PUBLIC_URL',
    'CDN_PUBLIC_URL',
    'CONNECT_PUBLIC_URL',
    'DASHBOARD_PUBLIC_URL',
    'HERMES_PUBLIC_URL',
    'PASSPORT_PUBLIC_URL',
    'WORKER_PROXY_PUBLIC_URL',
    'ZEUS_PUBLIC_URL',
  ])
  expect(new Set(Object.values(environments))).toEqual(new Set(['http://localhost:4010']))
})
