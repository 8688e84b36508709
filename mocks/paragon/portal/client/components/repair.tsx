import { describeAccount } from '../account.ts'
import type { Credential } from '../portal-state.ts'
import { DetailsForm } from './details-form.tsx'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { useConnection } from './use-connection.ts'
import { Waiting } from './waiting.tsx'

/** What to do about an account that does not work: one whose access was lost, or whose set-up was never finished. */
export function Repair(props: { credential: Credential }) {
  const { credential } = props
  const { integration } = usePortal()
  const connection = useConnection()
  const account = describeAccount(credential)
  const isPending = credential.status === 'PENDING'

  const questions = integration.sdkIntegrationConfig?.postOauthInputs ?? []

  function reconnect() {
    // Names the account, so that the new sign-in takes its place and keeps its id, its settings and its workflows.
    connection.start({
      selectedCredentialId: credential.id,
      allowMultipleCredentials: true,
      isApiInstallation: false,
    })
  }

  if (isPending && questions.length > 0) {
    return (
      <div class="repair">
        <Notice kind="warning" title="Set-up is not finished">
          <p>Answer what {integration.name} still needs, and the account is connected.</p>
        </Notice>
        <DetailsForm inputs={questions} credentialId={credential.id} />
      </div>
    )
  }
  return (
    <div class="repair">
      {isPending ? (
        <Notice kind="warning" title="Set-up is not finished">
          <p>This account is not ready to be used. Sign in to {integration.name} to finish connecting it.</p>
        </Notice>
      ) : (
        <Notice kind="warning" title="This account needs to be reconnected">
          <p>
            {integration.name} no longer accepts the access that was given for {account.detail ?? account.name}. It may
            have expired or been withdrawn. Until you reconnect, nothing runs for this account; its settings are kept.
          </p>
        </Notice>
      )}
      {connection.error !== undefined && (
        <Notice kind="error" title="The account was not reconnected">
          <p>{connection.error}</p>
        </Notice>
      )}
      {connection.waiting ? (
        <Waiting name={integration.name} connection={connection} retry={reconnect} />
      ) : (
        <button type="button" class="button primary" onClick={reconnect}>
          {isPending ? 'Finish connecting' : 'Reconnect'}
        </button>
      )}
    </div>
  )
}
