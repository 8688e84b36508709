import { useId, useRef } from 'preact/hooks'
import { useWorkbench } from './context.ts'
import { useAct } from './use-act.ts'
import { useResource } from './use-resource.ts'

/** Connects an account without the browser's popup. */
export function ConnectForm(props: { below: string; projectId: string; onConnected: () => void }) {
  const { api } = useWorkbench()
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const act = useAct(props.onConnected)
  const project = useResource(props.below, (signal) =>
    api.json<{ integrations: { type: string }[] }>(props.below, signal),
  )

  function connect() {
    if (!form.current) return
    const fields = Object.fromEntries(
      [...new FormData(form.current)].flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]])),
    )
    void act(() => api.send('POST', `${props.below}/credentials`, fields), `${fields.account} is connected.`)
  }

  return (
    <details class="card">
      <summary>Connect an account</summary>
      <form
        ref={form}
        class="fields"
        onSubmit={(event) => {
          event.preventDefault()
          connect()
        }}
      >
        <label for={`${id}-sub`}>
          User
          <input id={`${id}-sub`} name="sub" required defaultValue="user-1" />
        </label>
        <label for={`${id}-integration`}>
          Integration
          <select id={`${id}-integration`} name="integration">
            {project.data?.integrations.map(({ type }) => (
              <option key={type}>{type}</option>
            ))}
          </select>
        </label>
        <label for={`${id}-account`}>
          E-mail at the provider
          <input id={`${id}-account`} name="account" required defaultValue="maya.chen@northwind.example" />
        </label>
        <label for={`${id}-external`}>
          External id
          <input id={`${id}-external`} name="externalId" />
        </label>
        <button type="submit" class="button primary">
          Connect
        </button>
      </form>
    </details>
  )
}
