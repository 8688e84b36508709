import { asset } from '../assets.ts'
import { UsageError } from '../usage.ts'

const quoted = (text: string) => JSON.stringify(text)
const drivers: Record<string, () => string> = {
  rest: () => `${quoted(process.execPath)} ${quoted(asset('dist/contract/drivers/rest.js'))}`,
  python: () => `python3 ${quoted(asset('contract/drivers/python/driver.py'))}`,
}
export const shippedDrivers = Object.keys(drivers)

/** The command line of a driver that comes with the suite; throws a UsageError for another name. */
export function shippedDriver(name: string): string {
  const found = Object.hasOwn(drivers, name) ? drivers[name] : undefined
  if (!found) throw new UsageError(`No driver "${name}" comes with the suite; there are ${shippedDrivers.join(', ')}.`)
  return found()
}
