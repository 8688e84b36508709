import { vi } from 'vitest'
import { maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

export const RAW = { 'x-paragon-use-raw-response': '1' }

let users = 0

/** A new user with one Google Drive account. */
export async function driveUser(sandbox: TestSandbox) {
  const user = await sandbox.user(`proxied-user-${users++}`)
  const credential = await user.addAccount(maya.work)
  return { user, credential }
}

/** Answers in the third party's place, and keeps what it was sent. The provider's own address is not touched. */
export function thirdParty(
  { context }: TestSandbox,
  answer: (request: Request) => Response | Promise<Response> = () => Response.json({}),
): Request[] {
  const { fetch } = context
  const sent: Request[] = []
  vi.spyOn(context, 'fetch').mockImplementation(async (request) => {
    if (request.url.startsWith(context.urls.provider)) return fetch(request)
    sent.push(request)
    return answer(request)
  })
  return sent
}

export interface ProxyOptions {
  method?: string
  type?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
}

/** A proxied call as the SDK, or anyone else, would make it. */
export function proxied(sandbox: TestSandbox, user: TestUser, path: string, options: ProxyOptions = {}) {
  const { method = 'GET', type = 'googledrive', headers, body } = options
  return sandbox.paragon(
    new Request(`http://localhost:4010/projects/test-project/sdk/proxy/${type}${path}`, {
      method,
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'auto', ...headers },
      // Node wants to hear that it is not to wait for the answer; TypeScript's own types do not know the word.
      ...(body !== undefined && { body, duplex: 'half' }),
    }),
  )
}

/** Has an integration of the project, as its owner might, name the hosts of its API. */
export async function nameHosts({ context }: TestSandbox, type: string, hosts: string[]): Promise<void> {
  const { prisma } = context.store
  const project = await context.store.projects.find('test-project')
  const integration = project?.integrations.find((each) => each.type === type)
  if (!integration) throw new Error(`There is no integration "${type}".`)
  const { definition, id } = integration
  const changed = { ...definition, api: { ...definition.api, hosts } }
  await prisma.$transaction([
    prisma.integration.update({ where: { id }, data: { definition: JSON.parse(JSON.stringify(changed)) } }),
    prisma.project.update({ where: { id: 'test-project' }, data: { revision: { increment: 1 } } }),
  ])
}
