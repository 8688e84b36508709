#!/usr/bin/env node
import path from 'node:path'
import { type Command, serve } from '../serve.ts'
import { HostApp } from './host-app.ts'

/** `browser.js <version>`: the vendor's own SDK of that version in Chromium, as a driver. The build bundles a page for each. */
const [version = ''] = process.argv.slice(2)
const app = await HostApp.start(path.join(import.meta.dirname, 'browser', `connect-${version}.js`)).catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  return process.exit(1)
})
const capabilities = await app.capabilities()
const commands: Record<string, Command> = {
  reset: () => app.reset(),
  ...Object.fromEntries(
    capabilities.map((name): [string, Command] => [name, (params) => app.run(name, Object.assign({}, params))]),
  ),
}
await serve({ name: '@useparagon/connect', version, language: 'JavaScript' }, commands)
await app.close()
