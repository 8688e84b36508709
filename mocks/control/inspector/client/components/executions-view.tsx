import type { ProjectExecution, ProjectExecutionDetails } from '../../../../client/record-control.ts'
import { milliseconds, moment } from '../format.ts'
import { useWorkbench } from './context.ts'
import { Disclosure } from './disclosure.tsx'
import { Code, HttpStatus, ListState, MoreButton, StatusBadge, ViewLink } from './parts.tsx'
import { useList } from './use-list.ts'
import { useResource } from './use-resource.ts'

/** Runs of workflows. */
export function ExecutionsView({ below }: { below: string }) {
  const executions = useList<ProjectExecution>(`${below}/executions`, 'executions')
  return (
    <>
      <ListState list={executions} empty="No workflow has run yet." />
      <ul class="cards">
        {executions.data?.map((execution) => (
          <Disclosure
            key={execution.id}
            label={`Execution of ${moment(execution.dateStarted)}`}
            line={
              <>
                <StatusBadge status={execution.status} />
                <span class="grow">{execution.workflow ?? execution.workflowId}</span>
                <span class="muted">{execution.integration}</span>
                <span class="muted">{execution.userId}</span>
                {execution.runDuration !== null && <span class="muted">{milliseconds(execution.runDuration)}</span>}
                <span class="muted">{moment(execution.dateStarted)}</span>
              </>
            }
          >
            {() => <ExecutionView path={`${below}/executions/${execution.id}`} />}
          </Disclosure>
        ))}
      </ul>
      <MoreButton more={executions.more} />
    </>
  )
}

function ExecutionView({ path }: { path: string }) {
  const { api } = useWorkbench()
  const { data, problem } = useResource(path, (signal) => api.json<ProjectExecutionDetails>(path, signal))
  if (!data) return <p class="muted">{problem ?? 'Reading…'}</p>
  return (
    <>
      {data.reason && <p class="problem">{data.reason}</p>}
      <p class="muted small">
        <code>{data.id}</code>, as account{' '}
        <ViewLink to={{ view: 'journal', filters: { credential: data.credentialId }, entry: undefined }}>
          {data.credentialId}
        </ViewLink>
      </p>
      <ol class="plain">
        {data.steps.map((step) => (
          <li key={step.id}>
            <p class="card-head">
              <StatusBadge status={step.status} />
              <strong>{step.path}</strong>
              <span class="muted">{step.type}</span>
              {step.responseStatus !== null && <HttpStatus status={step.responseStatus} />}
              {step.attempts > 1 && <span class="muted">{step.attempts} attempts</span>}
            </p>
            <Code label={`Input of ${step.path} in ${data.id}`} text={dataText(step.isLargeInput, step.input)} />
            <Code label={`Output of ${step.path} in ${data.id}`} text={dataText(step.isLargeOutput, step.output)} />
          </li>
        ))}
      </ol>
    </>
  )
}

const dataText = (isLarge: boolean, data: unknown) =>
  isLarge ? 'too large to be shown' : JSON.stringify(data, undefined, 2)
