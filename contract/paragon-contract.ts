#!/usr/bin/env node
import { HarnessError } from './protocol/driver-process.ts'
import { type ExitCode, exitCodes, UsageError } from './usage.ts'

interface Command {
  help: string
  run(args: string[]): Promise<ExitCode>
}

/** Each is loaded when it is called for. */
const commands: Record<string, { about: string; load: () => Promise<Command> }> = {
  client: { about: 'checks an SDK, in any language, through a driver', load: () => import('./commands/client.ts') },
  server: { about: 'checks a backend that claims to be Paragon', load: () => import('./commands/server.ts') },
  list: { about: 'shows the checks', load: () => import('./commands/list.ts') },
  mutants: { about: 'proves that the checks can fail', load: () => import('./commands/mutants.ts') },
  report: { about: 'makes reports of runs that were kept', load: () => import('./commands/report.ts') },
}

const overview = `Usage: paragon-contract <command> [options]

Commands
${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(9)}${about}`)
  .join('\n')}

paragon-contract <command> --help tells of each.`

async function main([name, ...args]: string[]): Promise<ExitCode> {
  if (name !== undefined && ['--help', '-h', 'help'].includes(name)) {
    process.stdout.write(`${overview}\n`)
    return exitCodes.passed
  }
  const known = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!known) {
    process.stderr.write(name === undefined ? `${overview}\n` : `There is no command "${name}".\n\n${overview}\n`)
    return exitCodes.wrongUsage
  }
  const command = await known.load()
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.help}\n`)
    return exitCodes.passed
  }
  try {
    return await command.run(args)
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nparagon-contract ${name} --help tells how it is used.\n`)
      return exitCodes.wrongUsage
    }
    if (error instanceof HarnessError) {
      process.stderr.write(`${error.message}\n`)
      return error.kind === 'sandbox' ? exitCodes.unreachable : exitCodes.harness
    }
    throw error
  }
}

process.exitCode = await main(process.argv.slice(2))
