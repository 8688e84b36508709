import { existsSync } from 'node:fs'
import path from 'node:path'
import { asset } from '../assets.ts'
import { UsageError } from '../usage.ts'

const quoted = (text: string) => JSON.stringify(text)
const node = (file: string) => `${quoted(process.execPath)} ${quoted(asset(file))}`

const drivers: Record<string, () => string> = {
  rest: () => node('dist/contract/drivers/rest.js'),
  python: () => `python3 ${quoted(asset('contract/drivers/python/driver.py'))}`,
  ...Object.fromEntries(
    ['2.4.0', '2.2.4', '2.1.1'].map((version) => [`connect-${version}`, () => `${browserDriver()} ${version}`]),
  ),
}
export const shippedDrivers = Object.keys(drivers)

/** The command line of a driver that comes with the suite; throws a UsageError for another name. */
export function shippedDriver(name: string): string {
  const found = Object.hasOwn(drivers, name) ? drivers[name] : undefined
  if (!found) throw new UsageError(`No driver "${name}" comes with the suite; there are ${shippedDrivers.join(', ')}.`)
  return found()
}

/** It needs Playwright and the vendor's packages, which are in the repository and not in what is published. */
function browserDriver(): string {
  const file = path.join(path.dirname(asset('dist/contract/drivers/rest.js')), 'browser.js')
  if (existsSync(file)) return node('dist/contract/drivers/browser.js')
  throw new UsageError(
    "The drivers that run the vendor's SDK are in the repository only: npm run setup && npm run build.",
  )
}
