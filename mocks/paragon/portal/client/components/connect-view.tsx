import { useState } from 'preact/hooks'
import { accountTypesFor, detailsBeforeSignIn, detailsInPlaceOfSignIn, packageToInstall } from '../details.ts'
import { AccountTypeStep } from './account-type-step.tsx'
import { DetailsForm } from './details-form.tsx'
import { Markdown } from './markdown.tsx'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { SignInForm } from './sign-in-form.tsx'
import { useConnection } from './use-connection.ts'
import { Waiting } from './waiting.tsx'

/** Before an account is connected: what the integration is for, what it must know first, and Connect. */
export function ConnectView() {
  const { integration, config, modal } = usePortal()
  const connection = useConnection()
  const types = accountTypesFor(integration, modal.apiInstallationOptions)
  const [chosenId, setChosenId] = useState(types[0]?.id)
  const type = types.find(({ id }) => id === chosenId) ?? types[0]

  const keyInputs = detailsInPlaceOfSignIn(integration)
  const firstInputs = detailsBeforeSignIn(integration, type)
  const packageUrl = packageToInstall(integration, type)

  function installOptions() {
    // The two that the SDK adds for the portal's own use are no installation options; one is the whole account type.
    const { selectedAccountConfig, selectedMultipleAccountTypes, ...options } = modal.apiInstallationOptions ?? {}
    return { ...options, ...(type !== undefined && { accountType: type.id }) }
  }

  const connect = () => connection.start(installOptions())
  const asksFirst = keyInputs.length > 0 || firstInputs.length > 0
  // The form itself says what went wrong with what was entered in it.
  const failure = firstInputs.length > 0 ? undefined : connection.error

  return (
    <>
      <div class="scroll">
        {config.overview ? (
          <Markdown text={config.overview} />
        ) : (
          <p>Connect your {integration.name} account to begin.</p>
        )}
        {types.length > 1 && (
          <AccountTypeStep name={integration.name} types={types} chosen={type?.id} onChange={setChosenId} />
        )}
        {packageUrl !== undefined && (
          <Notice kind="info" title="Before you sign in">
            <p>
              An administrator of your {integration.name} org must have{' '}
              <a href={packageUrl} target="_blank" rel="noopener noreferrer">
                installed the package
              </a>
              .
            </p>
          </Notice>
        )}
        {keyInputs.length > 0 && <DetailsForm inputs={keyInputs} installOptions={installOptions()} />}
        {keyInputs.length === 0 && firstInputs.length > 0 && (
          <SignInForm key={type?.id} inputs={firstInputs} installOptions={installOptions()} />
        )}
      </div>
      {!(asksFirst && failure === undefined) && (
        <footer class="dialog-footer">
          {failure !== undefined && (
            <Notice kind="error" title={`${integration.name} was not connected`}>
              <p>{failure}</p>
            </Notice>
          )}
          {asksFirst ? null : connection.waiting ? (
            <Waiting name={integration.name} connection={connection} retry={connect} />
          ) : (
            <button type="button" class="button primary wide" onClick={connect}>
              {failure === undefined ? `Connect ${integration.name}` : 'Try again'}
            </button>
          )}
        </footer>
      )}
    </>
  )
}
