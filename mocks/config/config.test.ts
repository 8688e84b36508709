import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { ConfigError, checkConfig } from './check-config.ts'
import { findConfig } from './find-config.ts'
import { loadConfig } from './load-config.ts'
import { defineSandbox, type ProjectConfig, type SandboxConfig } from './sandbox-config.ts'
import type { sandboxConfig } from './schemas.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}
const problems = (config: unknown) => {
  try {
    checkConfig(config)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('a configuration', () => {
  it('is typed as the schema checks it', () => {
    type Input = z.input<typeof sandboxConfig>
    type ProjectInput = NonNullable<Input['projects']>[number]
    expectTypeOf<keyof SandboxConfig>().toEqualTypeOf<keyof Input>()
    expectTypeOf<keyof ProjectConfig>().toEqualTypeOf<keyof ProjectInput>()
    expectTypeOf<SandboxConfig>().toExtend<Omit<Input, 'projects'>>()
    expectTypeOf<ProjectConfig>().toExtend<Omit<ProjectInput, 'workflows'>>()
    expectTypeOf<ProjectInput['accounts']>().toExtend<Loose<ProjectConfig['accounts']>>()
    expectTypeOf<ProjectInput['users']>().toExtend<Loose<ProjectConfig['users']>>()
  })

  it('is loaded from TypeScript that imports the package and a module beside it, from JavaScript and from JSON', async () => {
    write('people.ts', "export const email: string = 'ann@example.com'\n")
    const text = (annotation: string) => `
      import { defineSandbox } from 'paragon-sandbox'
      import { email } from './people.ts'
      const port${annotation} = await Promise.resolve(4110)
      export default defineSandbox({ port, projects: [{ id: 'p', accounts: [{ directory: 'google', email }] }] })`
    const projects = [{ id: 'p', accounts: [{ directory: 'google', email: 'ann@example.com' }] }]
    expect(await loadConfig(write('a.ts', text(': number')))).toEqual({ port: 4110, projects })
    expect(await loadConfig(write('a.mts', text(': number')))).toEqual({ port: 4110, projects })
    expect(await loadConfig(write('a.mjs', text('')))).toEqual({ port: 4110, projects })
    expect(await loadConfig(write('a.js', text('')))).toEqual({ port: 4110, projects })
    expect(await loadConfig(write('a.json', JSON.stringify({ port: 4110 })))).toEqual({ port: 4110 })
  })

  it('is read anew when it has changed', async () => {
    const file = write('again.ts', 'export default { port: 1 }')
    expect(await loadConfig(file)).toEqual({ port: 1 })
    write('again.ts', 'export default { port: 2 }')
    expect(await loadConfig(file)).toEqual({ port: 2 })
  })

  it('is found in its folder, TypeScript first', () => {
    expect(findConfig(folder)).toBeUndefined()
    const json = write('paragon.sandbox.config.json', '{}')
    expect(findConfig(folder)).toBe(json)
    const typescript = write('paragon.sandbox.config.ts', 'export default {}')
    expect(findConfig(folder)).toBe(typescript)
  })

  it('that cannot be read says why', async () => {
    await expect(loadConfig(path.join(folder, 'nowhere.ts'))).rejects.toThrow('it is not there')
    await expect(loadConfig(write('broken.json', '{"port": '))).rejects.toThrow(
      /broken\.json has a problem:\n {2}it cannot be read: .*JSON/,
    )
    await expect(loadConfig(write('broken.ts', 'export default {'))).rejects.toThrow('it cannot be read')
    await expect(loadConfig(write('throws.ts', "throw new Error('no luck')"))).rejects.toThrow(
      'it cannot be read: no luck',
    )
    await expect(loadConfig(write('empty.ts', 'export const nothing = 1'))).rejects.toThrow(ConfigError)
  })

  it('may say everything that there is to say', () => {
    const config = defineSandbox({
      port: 4110,
      providerPort: 0,
      host: '0.0.0.0',
      allowedHosts: ['sandbox.internal', '*'],
      database: 'file:./x.db',
      egressHosts: ['api.example.com:8443'],
      webhookHosts: ['host.docker.internal'],
      rateLimits: true,
      projects: [
        {
          id: 'p',
          name: 'P',
          apiKey: 'a-key-of-mine',
          allowedOrigins: ['https://app.example.com'],
          webhookUrl: 'http://localhost:3000/hooks',
          syncWebhookUrl: 'http://localhost:3000/syncs',
          integrations: ['googledrive', { type: 'slack', isActive: false }],
          workflows: {
            googledrive: {
              greet: {
                inputs: [{ id: 'word', title: 'Word', type: 'TEXT_NO_VARS', required: false }],
                trigger: { type: 'request' },
                steps: [{ id: 'answer', type: 'response', body: '{{settings.word}}' }],
              },
            },
          },
          demoAccounts: false,
          accounts: [
            {
              directory: 'google',
              email: 'Ann@example.com',
              files: [{ name: 'a.txt', content: 'a', folder: 'Notes' }],
              events: [{ summary: 'Lunch', day: 1, time: '12:00', length: 30 }],
            },
          ],
          users: [
            { id: 'u', meta: { plan: 'pro' }, accounts: [{ integration: 'googledrive', account: 'ann@example.com' }] },
          ],
          clock: { now: '2026-01-15T09:00:00Z', frozen: true },
        },
      ],
    })
    expect(problems(config)).toEqual([])
  })

  it('is told of every problem at once, each with its place', () => {
    expect(
      problems({
        port: '4010',
        database: 'postgres://db',
        egressHosts: ['not a host'],
        colour: 'red',
        projects: [
          {
            id: 'proxy-1',
            signingKey: 'nonsense',
            integrations: ['dropbox', { type: 'slack', isActive: 'no' }, 'googledrive', 'googledrive'],
            workflows: {
              googledrive: {
                'sync-files': {
                  trigger: { type: 'request' },
                  steps: [
                    { id: 'one', type: 'function', return: 1 },
                    { id: 'two', type: 'function', return: '{{steps.three.output}}' },
                    { id: 'three', type: 'request', method: 'GET', path: 'files' },
                  ],
                },
                Other: {
                  trigger: { type: 'webhook' },
                  steps: [{ id: 'one', type: 'function', return: '{{steps.no.output}}' }],
                },
              },
              dropbox: {},
            },
            accounts: [
              { directory: 'dropbox', email: 'ann' },
              { directory: 'slack', email: 'ann@example.com', files: [] },
            ],
            users: [{ id: '' }],
            clock: { now: 'yesterday' },
          },
          {
            id: 'q',
            integrations: ['googledrive'],
            workflows: { slack: {} },
            accounts: [{ directory: 'google', email: 'maya.chen@northwind.example' }],
            users: [
              { id: 'u', accounts: [{ integration: 'slack', account: 'maya.chen@northwind.example' }] },
              {
                id: 'u',
                accounts: [
                  { integration: 'googledrive', account: 'nobody@example.com', externalId: 'x' },
                  { integration: 'googledrive', account: 'maya.chen@northwind.example', externalId: 'x' },
                ],
              },
            ],
          },
          { id: 'q' },
        ],
      })
        // Which there are is the catalog's affair.
        .map((problem) => problem.replace(/: there are .+$/, ': there are ...')),
    ).toMatchInlineSnapshot(`
      [
        "port: expected number, received string",
        "database: is a file: URL, such as file:./.paragon-sandbox/sandbox.db",
        "egressHosts[0]: is not the name of a host, such as api.example.com",
        "projects[0].id: must not contain "proxy"",
        "projects[0].signingKey: is not an RSA key in PEM",
        "projects[0].integrations[0]: there is no integration "dropbox": there are ...",
        "projects[0].integrations[1]: is the type of an integration, or {type, isActive?} with one: there are ...",
        "projects[0].workflows.googledrive.sync-files.steps[2].path: begins with "/", or with "https://" and a host",
        "projects[0].workflows.googledrive.Other.steps[0]: (one) {{steps.no.output}} names no step that comes before",
        "projects[0].workflows.googledrive.Other: lower-case letters, digits and dashes",
        "projects[0].workflows.dropbox: there is no such field",
        "projects[0].accounts[0].directory: there is no directory "dropbox": there are ...",
        "projects[0].accounts[0].email: Invalid email address",
        "projects[0].accounts[1].files: only Google accounts have them",
        "projects[0].users[0].id: Too small: expected string to have >=1 characters",
        "projects[0].clock.now: Invalid ISO datetime",
        "projects[1].workflows.slack: is none of the integrations of the project",
        "projects[1].accounts[0].email: there is another account "maya.chen@northwind.example" in the directory "google"",
        "projects[1].users[0].accounts[0].integration: "slack" is none of the integrations of the project",
        "projects[1].users[1].id: "u" is listed twice",
        "projects[1].users[1].accounts[0].account: the provider has no account "nobody@example.com" in the directory "google"",
        "projects[1].users[1].accounts[1]: the user has googledrive externalId x twice",
        "projects[2].id: another project has the id "q"",
        "colour: there is no such field",
      ]
    `)
  })
})

/** The schema's optional fields may also be undefined. */
type Loose<T> = T extends (infer E)[] ? Loose<E>[] : T extends object ? { [K in keyof T]: Loose<T[K]> | undefined } : T
