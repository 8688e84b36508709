import { createControlClient } from '../mocks/client/control-client.ts'
import { configureGlobalSnippet, scriptTagSnippet } from '../mocks/client/ways-in.ts'
import type { RunningSandbox } from '../mocks/node.ts'
import { print } from './print.ts'

export interface Welcome {
  sandbox: Pick<RunningSandbox, 'paragon' | 'paragonUrl' | 'providerUrl'>
  projectId: string
  adminToken: string
  /** Whether the token was given by the environment, so that it need not be shown. */
  isTokenKnown: boolean
}

/** What a person who has started a sandbox wants to know first, ready to be pasted. */
export async function welcome({ sandbox, projectId, adminToken, isTokenKnown }: Welcome): Promise<void> {
  const { paragonUrl: paragon, providerUrl: provider } = sandbox
  const isServed = async (path: string) => {
    const answer = await sandbox.paragon(new Request(`${paragon}${path}`))
    await answer.body?.cancel()
    return answer.ok
  }
  print(`Paragon sandbox is ready

  Paragon   ${paragon}
  provider  ${provider}
  project   ${projectId}
  admin     ${isTokenKnown ? 'PARAGON_SANDBOX_ADMIN_TOKEN' : adminToken}
  inspector ${isTokenKnown ? `${paragon}/_sandbox` : inspectorUrl(paragon, projectId, adminToken)}

In the host app, before authenticate:

${indented(configureGlobalSnippet(paragon))}
`)
  if (await isServed('/ui/scripts/sdk.js')) {
    print(`Or, without a bundler:

  ${scriptTagSnippet(paragon)}
`)
  }
  print(`More ways in, for apps that cannot be changed too: ${paragon}/_sandbox/connect-me?project=${encodeURIComponent(projectId)}
`)
  const token = await tokenOf({ sandbox, projectId, adminToken })
  print(
    token === undefined
      ? 'The sandbox holds only the public half of the signing key: sign user tokens with the private one.'
      : `A call as user-1, for an hour (another: paragon-sandbox token user-1):

  curl ${paragon}/projects/${projectId}/sdk/me -H 'Authorization: Bearer ${token}'`,
  )
}

/** The inspector with the token in the fragment, which no request carries and the page takes out of the address. */
export function inspectorUrl(paragon: string, projectId: string, adminToken: string): string {
  return `${paragon}/_sandbox?${new URLSearchParams({ project: projectId })}#token=${encodeURIComponent(adminToken)}`
}

async function tokenOf({ sandbox, projectId, adminToken }: Pick<Welcome, 'sandbox' | 'projectId' | 'adminToken'>) {
  const control = createControlClient({ url: sandbox.paragonUrl, adminToken, fetch: sandbox.paragon })
  const project = await control.project(projectId)
  return project.signingKey === null ? undefined : project.token('user-1')
}

const indented = (text: string) => text.replace(/^/gm, '  ')
