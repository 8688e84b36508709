import { filesAtProvider } from '../support/at-provider.ts'
import { type Account, expect, type HostPage, maya, test } from '../support/host-page.ts'
import { runDriveTool } from '../support/run-tool.ts'

interface Selection {
  selectedCredentialId?: string
}

interface Surface {
  /** A workflow that writes a file of the name that it is given, on for every account that is connected afterwards. */
  workflow?: { trigger: object; steps: object[] }
  /** What an app does for a file of this name to be written as the account that is selected. */
  write(host: HostPage, name: string, selection: Selection, workflowId: string): Promise<unknown>
  /** Whose file it is when no account is selected, if it is not the default account's alone. */
  unselected?: 'everyone'
}

const surfaces: Record<string, Surface> = {
  'the Proxy API': {
    write: (host, name, selection) =>
      host.run(
        ({ paragon }, [name, selection]) =>
          paragon.request('googledrive', '/files', { method: 'POST', body: { name }, ...selection }),
        [name, selection] as const,
      ),
  },
  ActionKit: {
    async write(host, name, { selectedCredentialId }) {
      expect(await runDriveTool(host.page, host.actionKitUrl, host.userToken, name, selectedCredentialId)).toBe(200)
    },
  },
  'a workflow': {
    workflow: {
      trigger: { type: 'request' },
      steps: [
        { id: 'write', type: 'request', method: 'POST', path: '/files', body: { name: '{{trigger.body.name}}' } },
        { id: 'answer', type: 'response', body: { written: true } },
      ],
    },
    async write(host, name, selection, workflowId) {
      const answer = await host.run(
        ({ paragon }, [id, name, selection]) => paragon.workflow(id, { body: { name }, ...selection }),
        [workflowId, name, selection] as const,
      )
      expect(answer).toEqual({ written: true })
    },
  },
  'an App Event': {
    workflow: {
      trigger: { type: 'event', name: 'file.wanted' },
      steps: [
        { id: 'write', type: 'request', method: 'POST', path: '/files', body: { name: '{{trigger.payload.name}}' } },
      ],
    },
    write: (host, name, selection) =>
      host.run(({ paragon }, [name, selection]) => paragon.event('file.wanted', { name }, selection), [
        name,
        selection,
      ] as const),
    unselected: 'everyone',
  },
}

async function deploy(host: HostPage, workflow: object): Promise<string> {
  const path = '/integrations/googledrive/workflows/write-a-file'
  return (await host.control<{ id: string }>('PUT', path, { ...workflow, defaultEnabled: true })).id
}

async function accessTokenOf(host: HostPage, { id }: Account): Promise<string> {
  const { body } = await host.rest<{ accountAuth: { OAUTH_ACCESS_TOKEN: string } }>(
    'GET',
    '/sdk/credentials?integration=googledrive&includeAccountAuth=true',
    { headers: { 'x-paragon-credential': id } },
  )
  return body.accountAuth.OAUTH_ACCESS_TOKEN
}

for (const [surface, { workflow, write, unselected }] of Object.entries(surfaces)) {
  test(`the same call by ${surface}, as A and as B, arrives with the token of each`, async ({ host, sandbox }) => {
    const workflowId = workflow ? await deploy(host, workflow) : ''
    const a = await host.connect(maya.work)
    const b = await host.connect(maya.home, { externalId: 'ws-2' })
    await host.authenticate()
    const written = async (account: Account, email: string) =>
      filesAtProvider(sandbox.providerUrl, { email, accessToken: await accessTokenOf(host, account) }, 'probe')

    await write(host, 'probe as A', { selectedCredentialId: a.id }, workflowId)
    await write(host, 'probe as B', { selectedCredentialId: b.id }, workflowId)
    await write(host, 'probe as B by external id', { selectedCredentialId: 'ext:ws-2' }, workflowId)
    await write(host, 'probe unselected', {}, workflowId)

    await expect.poll(() => written(a, maya.work)).toEqual(['probe as A', 'probe unselected'])
    await expect
      .poll(() => written(b, maya.home))
      .toEqual(['probe as B', 'probe as B by external id', ...(unselected ? ['probe unselected'] : [])])
  })
}
