import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { globalConfiguration } from '../mocks/client/configure-global.ts'
import { emptyFolder, type Folder, type Running } from './testing/command.ts'

let folder: Folder
let running: Running | undefined
beforeEach(() => {
  folder = emptyFolder()
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  running = undefined
  folder.remove()
})

const anywhere = ['--port', '0', '--provider-port', '0']
const start = (...args: string[]) => {
  running = folder.start(['start', ...anywhere, ...args])
  return running
}
const write = (name: string, text: string) => writeFileSync(path.join(folder.path, name), text)
const show = async (...args: string[]) => JSON.parse((await folder.run(['project', 'show', ...args, '--json'])).stdout)

describe('start', () => {
  it('prints what can be pasted: the SDK’s setting, and a call with a token that is good', async () => {
    const { says, output } = start()
    const line = await says('curl ')
    const [, url = '', token = ''] = /curl (\S+) -H 'Authorization: Bearer (\S+)'/.exec(line) ?? []
    const me = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ userId: 'user-1' })
    const { origin } = new URL(url)
    const [, admin = ''] = /admin {5}(\S{32})\n/.exec(output.stdout) ?? []
    const [, inspector = ''] = /inspector (\S+)/.exec(output.stdout) ?? []
    expect(inspector).toMatch(`${origin}/_sandbox?project=`)
    expect(new URL(inspector).hash).toBe(`#token=${admin}`)
    expect((await fetch(inspector)).status).toBe(200)
    const pasted = /^ {2}paragon\.configureGlobal\([\s\S]*?^ {2}\}\)$/m.exec(output.stdout)?.[0] ?? ''
    const configured: unknown[] = []
    runInNewContext(pasted, { paragon: { configureGlobal: (...given: unknown[]) => configured.push(...given) } })
    expect(configured).toEqual(globalConfiguration(origin))
    expect(configured[1]).toHaveProperty('ZEUS_PUBLIC_URL', origin)
  })

  it('takes what the configuration says, after the command line and the environment', async () => {
    write(
      'paragon.sandbox.config.ts',
      `import { defineSandbox } from 'paragon-sandbox'
       export default defineSandbox({ port: 1, database: 'file:./configured.db', projects: [{ id: 'first', name: 'One' }, { id: 'second', name: 'Two' }] })`,
    )
    const ready = JSON.parse(await start('--json').says('"ready":true'))
    expect(ready.projectId).toBe('first')
    expect(await show()).toMatchObject({ projectId: 'first', name: 'One' })
    expect(await show('second')).toMatchObject({ name: 'Two' })
    await running?.stop()
    const without = JSON.parse(await start('--json', '--no-config', '--project', 'named').says('"ready":true'))
    expect(without.projectId).toBe('named')
  })

  it('refuses a configuration with every problem that it has', async () => {
    write('other.json', '{"port": "x", "projects": [{"id": "a b"}], "colour": 1}')
    const { code, stderr } = await folder.run(['start', ...anywhere, '--config', 'other.json'])
    expect(code).toBe(2)
    expect(stderr).toBe(`other.json has 3 problems:
  port: expected number, received string
  projects[0].id: letters, digits, dots, dashes and underscores
  colour: there is no such field
`)
  })

  it('refuses what only a running sandbox can judge', async () => {
    write('paragon.sandbox.config.json', '{"projects": [{"id": "p", "webhookUrl": "http://elsewhere.example"}]}')
    const { code, stderr } = await folder.run(['start', ...anywhere])
    expect([code, stderr]).toMatchObject([2, expect.stringContaining('webhookUrl: ')])
  })

  it('takes over what changes while it watches, and says what takes a restart', async () => {
    const name = 'paragon.sandbox.config.json'
    write(name, JSON.stringify({ projects: [{ id: 'p', name: 'Before' }] }))
    const { says, output } = start('--json', '--watch')
    await says('"ready":true')
    write(name, JSON.stringify({ host: '::1', projects: [{ id: 'p', name: 'After' }, { id: 'q' }] }))
    expect(JSON.parse(await says('"applied":true'))).toEqual({ config: { applied: true, restart: ['host'] } })
    expect(await show('p')).toMatchObject({ name: 'After' })
    expect(await show('q')).toMatchObject({ projectId: 'q' })
    write(name, '{"port": "x"}')
    const refused = JSON.parse(await says('"applied":false'))
    expect(refused.config.error).toContain('port: expected number')
    expect(output.code).toBeNull()
  })

  it('begins with a snapshot, and leaves one', async () => {
    const { says, stop } = start('--json', '--project', 'p', '--export-on-exit', 'end.json')
    await says('"ready":true')
    const { apiKey } = await show()
    expect((await stop()).code).toBe(0)
    expect(JSON.parse(readFileSync(path.join(folder.path, 'end.json'), 'utf8'))).toMatchObject({
      version: 1,
      projectId: 'p',
    })
    const seeded = start('--json', '--seed', 'end.json', '--database', 'file:./new/sandbox.db')
    expect(JSON.parse(await seeded.says('"ready":true')).projectId).toBe('p')
    const shown = await folder.run(['project', 'show', '--json'], { env: { DATABASE_URL: 'file:./new/sandbox.db' } })
    expect(JSON.parse(shown.stdout).apiKey).toBe(apiKey)
  })

  it('fails at the end when the snapshot cannot be written', async () => {
    const { says, stop } = start('--json', '--export-on-exit', 'no/such/folder/end.json')
    await says('"ready":true')
    expect(await stop()).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written') })
  })

  it('says who has a port that is taken, and which to use', async () => {
    const { paragon } = JSON.parse(await start('--json').says('"ready":true'))
    const { port } = new URL(paragon)
    const other = await folder.run(['start', '--port', port, '--provider-port', '0', '--database', 'file:./other.db'])
    expect(other.code).toBe(3)
    expect(other.stderr).toMatch(
      new RegExp(`^Port ${port} is taken( by .+ \\(process ${running?.child.pid}\\))?; use --port \\d+\n$`),
    )
    const provider = await folder.run([
      'start',
      '--port',
      '0',
      '--provider-port',
      port,
      '--database',
      'file:./other.db',
      '--json',
    ])
    expect([provider.code, JSON.parse(provider.stderr).error.message]).toMatchObject([
      3,
      expect.stringContaining('use --provider-port'),
    ])
  })

  it('answers by the names that it is allowed', async () => {
    const { paragon } = JSON.parse(await start('--json', '--allowed-hosts', 'sandbox.internal').says('"ready":true'))
    const statusAs = (host: string) =>
      new Promise((resolve, reject) => {
        const sent = request(`${paragon.replace('localhost', '127.0.0.1')}/health`, { headers: { host } }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        sent.on('error', reject).end()
      })
    expect([await statusAs('sandbox.internal:4010'), await statusAs('rebound.example')]).toEqual([200, 421])
  })

  it.each([
    [['--port', 'x'], /^--port must be a whole number from 0 to 65535, not "x"\./],
    [['--port', '0', '--allow-egress', 'not a host'], /^--allow-egress takes host names such as api\.example\.com/],
    [['--webhook-hosts', 'a_b'], /^--webhook-hosts takes host names/],
    [['--allowed-hosts', 'http://a'], /^--allowed-hosts takes host names/],
    [['--watch'], /^There is no configuration to watch\./],
    [['--config', 'a', '--no-config'], /^It is either --config or --no-config\./],
    [['--seed', 'nowhere.json'], /^nowhere\.json cannot be read/],
    [['--prot', '1'], /^There is no option --prot; did you mean --port\?/],
    [['extra'], /^"extra" is one argument too many\./],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await folder.run(['start', ...args])
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })
})
