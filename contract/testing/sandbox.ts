import path from 'node:path'
import { type RunningSandbox, startSandbox } from '../world/sandbox.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** A sandbox from its sources, by its command line: tests of the suite know no other way either. */
export const startFromSource = (): Promise<RunningSandbox> =>
  startSandbox(['--import', import.meta.resolve('tsx'), path.join(root, 'bin/paragon-sandbox.ts')])
