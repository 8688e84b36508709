import { useId, useState } from 'preact/hooks'
import { describeError } from '../error-text.ts'
import type { Configuration, Credential } from '../portal-state.ts'
import { complaintsIn } from '../settings.ts'
import type { ListedWorkflow } from '../workflows.ts'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { SettingsForm } from './settings-form.tsx'
import { Switch } from './switch.tsx'

/** A workflow with its switch and, while it is on, its own settings. */
export function WorkflowCard(props: {
  workflow: ListedWorkflow
  credential: Credential
  configuration: Configuration
  disabled: boolean
}) {
  const { workflow, credential, configuration } = props
  const { invoke, change, integration, type } = usePortal()
  const [wished, setWished] = useState<boolean>()
  const [failure, setFailure] = useState<string>()
  const [status, setStatus] = useState('')
  const id = useId()

  const state = configuration.workflowSettings?.[workflow.id]
  const on = wished ?? state?.enabled === true
  const selection = { selectedCredentialId: credential.id, selectedConfigurationId: configuration.id }

  /** Shows the new position at once, and goes back to the stored one when the change is refused. */
  async function toggle(enabled: boolean) {
    setWished(enabled)
    setFailure(undefined)
    setStatus(enabled ? 'Turning on…' : 'Turning off…')
    try {
      await change(() => invoke(enabled ? 'enableWorkflow' : 'disableWorkflow', workflow.id, selection))
      setStatus(enabled ? 'On' : 'Off')
    } catch (error) {
      setStatus('')
      setFailure(describeError(error))
      return
    } finally {
      setWished(undefined)
    }
    // The SDK leaves this event to the portal.
    await invoke('triggerSDKEvent', {
      type: 'onWorkflowChange',
      integrationId: integration.id,
      integrationType: type,
      workflowId: workflow.id,
      workflowStateChange: { enabled },
    })
  }

  return (
    <li class={on ? 'workflow on' : 'workflow'}>
      <div class="workflow-head">
        <div class="workflow-text">
          <h3 id={`${id}-title`}>{workflow.title}</h3>
          {workflow.infoText && <p id={`${id}-info`}>{workflow.infoText}</p>}
        </div>
        <span class="workflow-status" role="status">
          {status}
        </span>
        <Switch
          on={on}
          labelledBy={`${id}-title`}
          describedBy={workflow.infoText ? `${id}-info` : undefined}
          disabled={props.disabled}
          busy={wished !== undefined}
          onChange={toggle}
        />
      </div>
      {failure !== undefined && (
        <Notice kind="error" title={`"${workflow.title}" was not changed`}>
          <p>{failure}</p>
        </Notice>
      )}
      {state?.enabled === true && on && workflow.inputs.length > 0 && (
        <SettingsForm
          name="workflow settings"
          inputs={workflow.inputs}
          stored={state.settings ?? {}}
          credentialId={props.credential.id}
          disabled={props.disabled}
          save={(changes) =>
            change(() => invoke('updateWorkflowUserSettings', type, workflow.id, changes, selection)).then(complaintsIn)
          }
        />
      )}
    </li>
  )
}
