import type { ClockReading } from '../../mocks/client/project-control.ts'
import { chooseAction, readArguments, readPositionals } from '../arguments.ts'
import { readDuration } from '../duration.ts'
import { wrongUsage } from '../exit.ts'
import { print, printJson } from '../print.ts'
import { projectHelp, projectOption, reachHelp, reachOptions, reachProject } from '../reach.ts'

export const help = `Usage: paragon-sandbox clock [show]
       paragon-sandbox clock advance <time>   such as 90s, 30m, 2h, 1d or 1h30m
       paragon-sandbox clock set <date>       ISO 8601, such as 2027-01-01T09:00:00Z; never back
       paragon-sandbox clock freeze
       paragon-sandbox clock resume

A project's time: access tokens, schedules, delays and retries go by it. Setting it forward does all that falls due on the way.

Options
${projectHelp}
${reachHelp}`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { ...reachOptions, ...projectOption })
  const [given = 'show', ...rest] = positionals
  const action = chooseAction(given, ['show', 'advance', 'set', 'freeze', 'resume'])
  const [argument = ''] = readPositionals(
    rest,
    ...(action === 'advance' ? ['<time>'] : action === 'set' ? ['<date>'] : []),
  )
  const advance = action === 'advance' ? readDuration('<time>', argument) : 0
  if (advance < 0) throw wrongUsage('A clock goes forward only.')
  const date = new Date(action === 'set' ? argument : 0)
  if (Number.isNaN(date.getTime()))
    throw wrongUsage(`<date> must be a date such as 2027-01-01T09:00:00Z, not "${argument}".`)

  const { project } = await reachProject(values)
  const reading = await {
    show: () => project.clock.read(),
    advance: () => project.clock.advance(advance),
    set: () => project.clock.set(date),
    freeze: () => project.clock.freeze(),
    resume: () => project.clock.resume(),
  }[action]()
  if (values.json) printJson(reading)
  else print(summaryOf(reading))
}

function summaryOf({ now, frozen, offset }: ClockReading): string {
  const seconds = Math.round(Math.abs(offset) / 1000)
  const days = Math.floor(seconds / 86_400)
  const rest = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19)
  const difference = seconds === 0 ? '' : `, ${days > 0 ? `${days} d ` : ''}${rest} ${offset > 0 ? 'ahead' : 'behind'}`
  return `${now}${frozen ? ', frozen' : ''}${difference}`
}
