import { readArguments, readJson, readPositionals } from '../arguments.ts'
import { readDuration } from '../duration.ts'
import { print, printJson } from '../print.ts'
import { projectHelp, projectOption, reachHelp, reachOptions, reachProject } from '../reach.ts'

export const help = `Usage: paragon-sandbox token <user> [options]

Prints a signed Paragon User Token of a user, as the host app's server would make it.

Options
  --permissions <json>   the claim of JWT Permissions
  --expires-in <time>    such as 30m, or seconds; negative for one that has expired (--expires-in=-60)   [1h]
  --claims <json>        added to the token, over the standard claims
${projectHelp}
${reachHelp}`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    ...reachOptions,
    ...projectOption,
    permissions: { type: 'string' },
    'expires-in': { type: 'string' },
    claims: { type: 'string' },
  })
  const [sub] = readPositionals(positionals, '<user>')
  const { permissions, claims, 'expires-in': expiresIn } = values
  const request = {
    sub,
    ...(permissions !== undefined && { permissions: readJson('--permissions', permissions) }),
    ...(expiresIn !== undefined && { expiresIn: Math.round(readDuration('--expires-in', expiresIn, 's') / 1000) }),
    ...(claims !== undefined && { claims: readJson('--claims', claims) }),
  }
  const { project } = await reachProject(values)
  const answer = (await project.call('POST', '/tokens', request)) as { token: string; expiresAt: string }
  if (values.json) printJson(answer)
  else print(answer.token)
}
