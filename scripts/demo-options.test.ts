import { describe, expect, it } from 'vitest'
import { explainTakenPorts, parseDemoArguments } from './demo-options.mjs'

describe('the arguments of the demo', () => {
  it('are all optional', () => {
    expect(parseDemoArguments([])).toEqual({ dev: false, help: false, ports: {} })
  })

  it('choose ports and hot reload', () => {
    expect(parseDemoArguments(['--dev', '--port', '3001', '--sandbox-port=4011', '--provider-port', '4021'])).toEqual({
      dev: true,
      help: false,
      ports: { app: 3001, paragon: 4011, provider: 4021 },
    })
  })

  it.each([
    [['--prot', '3001'], /--prot/],
    [['--port'], /--port/],
    [['--port', 'many'], /--port must be a port/],
    [['start'], /start/],
  ])('%j are refused by name', (args, message) => {
    expect(() => parseDemoArguments(args)).toThrow(message)
  })
})

it('a taken port is named with the flag and the variable that choose another', () => {
  const { message, next } = explainTakenPorts(['app', 'provider'], { app: 3000, paragon: 4010, provider: 4020 })
  expect(message).toBe('Port 3000, for the reference app, is in use.\nPort 4020, for the OAuth provider, is in use.')
  expect(next).toContain('npm run demo -- --port 3100 --provider-port 4120')
  expect(next).toContain('APP_PORT, PROVIDER_PORT')
})
