import { isRequired } from '../../setting-rules.ts'
import type { Configuration, Credential } from '../portal-state.ts'
import { complaintsIn, initialValues } from '../settings.ts'
import type { ListedWorkflow } from '../workflows.ts'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { SettingsForm } from './settings-form.tsx'
import { WorkflowCard } from './workflow-card.tsx'

/** User Settings and workflows of one account. */
export function ConfigurationView(props: {
  credential: Credential
  configuration: Configuration
  workflows: readonly ListedWorkflow[]
  disabled: boolean
}) {
  const { credential, configuration, workflows, disabled } = props
  const { invoke, change, config, type } = usePortal()
  const inputs = config.sharedMeta?.inputs ?? []
  const stored = initialValues(inputs, configuration.sharedSettings ?? {})
  const missing = inputs.filter((input) => isRequired(input) && (stored[input.id] ?? '') === '')
  const selection = { selectedCredentialId: credential.id, selectedConfigurationId: configuration.id }
  return (
    <>
      {inputs.some((input) => input.hidden !== true) && (
        <section class="section">
          <h2>Settings</h2>
          {missing.length > 0 && !disabled && (
            <Notice kind="warning" title="Some settings are required">
              <p>{`Nothing runs for this account until it has ${missing.map(({ title }) => `“${title}”`).join(', ')}.`}</p>
            </Notice>
          )}
          <SettingsForm
            name="settings"
            inputs={inputs}
            stored={configuration.sharedSettings ?? {}}
            credentialId={credential.id}
            disabled={disabled}
            save={(changes) =>
              change(() => invoke('updateIntegrationUserSettings', type, changes, selection)).then(complaintsIn)
            }
          />
        </section>
      )}
      {workflows.length > 0 && (
        <section class="section">
          <h2>Workflows</h2>
          <ul class="workflows">
            {workflows.map((workflow) => (
              <WorkflowCard
                key={workflow.id}
                workflow={workflow}
                credential={credential}
                configuration={configuration}
                disabled={disabled}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
