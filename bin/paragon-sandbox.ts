#!/usr/bin/env node
import { suggestion } from './closest.ts'
import { CommandError, type ExitCode, exitCodes } from './exit.ts'

export interface Command {
  help: string
  run(args: string[]): Promise<void>
}

/** Each is loaded when it is called for: `start` pays for none of the others. */
const commands: Record<string, { about: string; load: () => Promise<Command> }> = {
  start: { about: 'runs the simulated Paragon and its OAuth provider', load: () => import('./commands/start.ts') },
  init: { about: 'writes a configuration to begin with', load: () => import('./commands/init.ts') },
  token: { about: 'prints a user token', load: () => import('./commands/token.ts') },
  project: { about: 'makes, lists, shows and removes projects', load: () => import('./commands/project.ts') },
  reset: { about: 'takes a project back to what it started with', load: () => import('./commands/reset.ts') },
  clock: { about: 'shows and sets a project’s time', load: () => import('./commands/clock.ts') },
  journal: { about: 'shows the requests of a project', load: () => import('./commands/journal.ts') },
  fault: { about: 'makes requests go wrong', load: () => import('./commands/fault.ts') },
  snapshot: { about: 'saves a project to a file, and brings it back', load: () => import('./commands/snapshot.ts') },
}

const overview = `Usage: paragon-sandbox <command> [options]

Commands
${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join('\n')}

paragon-sandbox <command> --help tells of each.

Exit codes
  0 done   1 failed   2 wrong usage or configuration   3 a port is taken
  4 no sandbox answers   5 the sandbox refused, or has not what was asked for`

async function main([name, ...args]: string[]): Promise<ExitCode> {
  if (name === undefined) return complain(exitCodes.wrongUsage, overview)
  if (['--help', '-h', 'help'].includes(name)) {
    process.stdout.write(`${overview}\n`)
    return exitCodes.done
  }
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!known) {
    const asked = `There is no command "${name}"${suggestion(name, Object.keys(commands))}`
    return complain(exitCodes.wrongUsage, `${asked}\n\n${overview}`)
  }
  const command = await known.load()
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.help}\n`)
    return exitCodes.done
  }
  try {
    await command.run(args)
    return exitCodes.done
  } catch (error) {
    const exitCode = exitCodeOf(error)
    const message = messageOf(error, exitCode)
    if (args.includes('--json')) return complain(exitCode, JSON.stringify({ error: { exitCode, message } }))
    const isMisused = error instanceof CommandError && exitCode === exitCodes.wrongUsage
    const way = isMisused ? `\nparagon-sandbox ${name} --help tells how it is used.` : ''
    return complain(exitCode, `${message}${way}`)
  }
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode
  if (!(error instanceof Error)) return exitCodes.failed
  // By their names, because to load the classes would cost every command.
  if (error.name === 'ControlError') return exitCodes.refused
  return error.name === 'ConfigError' ? exitCodes.wrongUsage : exitCodes.failed
}

function messageOf(error: unknown, exitCode: ExitCode): string {
  if (!(error instanceof Error)) return String(error)
  if (exitCode === exitCodes.refused) return detailOf(error) ?? error.message
  return exitCode === exitCodes.failed && !(error instanceof CommandError)
    ? (error.stack ?? error.message)
    : error.message
}

/** What the control API says in its problem details (RFC 9457). */
function detailOf(error: Error): string | undefined {
  const problem = 'problem' in error ? error.problem : undefined
  if (typeof problem !== 'object' || problem === null || !('detail' in problem)) return undefined
  return typeof problem.detail === 'string' && problem.detail !== '' ? problem.detail : undefined
}

function complain(exitCode: ExitCode, message: string): ExitCode {
  process.stderr.write(`${message}\n`)
  return exitCode
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = exitCodes.failed
  },
)
