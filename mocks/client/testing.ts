import { createSandbox, type LocalSandbox } from '../local-sandbox.ts'
import { maya } from '../testing/test-sandbox.ts'
import { type ControlClient, createControlClient } from './control-client.ts'
import type { ConnectedAccount, ProjectControl } from './project-control.ts'

export { maya }
export const HOOK = 'http://localhost:3000/hook'

/** A sandbox in process as a test author has it, with a project for each test, where Ada has connected an account. */
export interface LocalTestSandbox {
  sandbox: LocalSandbox
  /** Makes the project that the rest is about. */
  begin(): Promise<void>
  project: ProjectControl
  account: ConnectedAccount
  token: string
  fetch: LocalSandbox['fetch']
  /** `GET /sdk/me`, as Ada. */
  me(): Promise<Response>
  /** A proxied call as the account "work". */
  about(): Promise<Response>
  /** Bodies that the app's webhook has been sent. */
  arrived: unknown[]
  /** Another client of the same project, whose requests are changed on the way. */
  through(change: (request: Request) => Request): Promise<{ control: ControlClient; project: ProjectControl }>
  dispose(): Promise<void>
}

export async function createLocalSandbox(): Promise<LocalTestSandbox> {
  const arrived: unknown[] = []
  const sandbox = await createSandbox({
    async deliver(request) {
      arrived.push(await request.json())
      return new Response('thank you')
    },
  })
  const call = (path: string, headers = {}) =>
    sandbox.fetch(
      new Request(`${sandbox.urls.paragon}/projects/${local.project.projectId}${path}`, {
        headers: { authorization: `Bearer ${local.token}`, ...headers },
      }),
    )
  const connect = (project: ProjectControl) =>
    project.connect({ sub: 'ada', integration: 'googledrive', account: maya.work, externalId: 'work' })
  const local: LocalTestSandbox = {
    sandbox,
    project: sandbox.project,
    account: await connect(sandbox.project),
    token: '',
    fetch: sandbox.fetch,
    arrived,
    async begin() {
      arrived.length = 0
      local.project = await sandbox.control.createProject()
      local.token = await local.project.token('ada')
      local.account = await connect(local.project)
      await local.project.journal.clear()
    },
    me: () => call('/sdk/me'),
    about: () => call('/sdk/proxy/googledrive/about?fields=user', { 'x-paragon-credential': 'work' }),
    async through(change) {
      const { urls, adminToken } = sandbox
      const control = createControlClient({
        url: urls.paragon,
        adminToken,
        fetch: (request) => sandbox.fetch(change(request)),
      })
      return { control, project: await control.project(local.project.projectId) }
    },
    dispose: () => sandbox.close(),
  }
  return local
}
