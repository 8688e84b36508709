import { describe, expect, it } from 'vitest'
import { isAllowedOrigin, loopbackOrigins } from './allowed-origins.ts'

describe('an origin', () => {
  it.each([
    ['http://localhost:3000', true],
    ['http://localhost', true],
    ['https://app.localhost:8443', true],
    ['http://127.0.0.1:5173', true],
    ['http://localhost.evil.example', false],
    ['http://evil.example', false],
    ['http://localhost:3000/path', false],
    ['null', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is allowed by default: %s', (origin, allowed) => {
    expect(isAllowedOrigin(origin, loopbackOrigins)).toBe(allowed)
  })

  it.each([
    ['https://app.example.com', ['https://app.example.com'], true],
    ['https://app.example.com:443', ['https://app.example.com'], false],
    ['https://app.example.com:8443', ['https://app.example.com'], false],
    ['https://app.example.com:8443', ['https://app.example.com:8443'], true],
    ['http://app.example.com', ['https://app.example.com'], false],
    ['https://a.example.com', ['https://*.example.com'], true],
    ['https://example.com', ['https://*.example.com'], false],
    ['https://aexample.com', ['https://*.example.com'], false],
    ['https://app.example.com', ['*'], false],
    ['http://[::1]:3000', ['http://[::1]:*'], true],
  ])('%s against %j: %s', (origin, sources, allowed) => {
    expect(isAllowedOrigin(origin, sources)).toBe(allowed)
  })
})
