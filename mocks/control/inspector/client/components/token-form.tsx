import { useEffect, useId, useRef } from 'preact/hooks'

/** Asks for the admin token, once a tab. */
export function TokenForm(props: { isRefused: boolean; onToken: (token: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => input.current?.focus(), [])
  return (
    <main class="token-page">
      <h1>Paragon Sandbox inspector</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const token = input.current?.value.trim()
          if (token) props.onToken(token)
        }}
      >
        <label for={id}>Admin token</label>
        <p id={`${id}-hint`} class="muted">
          <code>paragon-sandbox start</code> prints it, or it is your <code>PARAGON_SANDBOX_ADMIN_TOKEN</code>. It stays
          in this tab.
        </p>
        <div class="token-line">
          <input
            id={id}
            ref={input}
            type="password"
            autocomplete="off"
            spellcheck={false}
            required
            aria-invalid={props.isRefused}
            aria-describedby={props.isRefused ? `${id}-problem ${id}-hint` : `${id}-hint`}
          />
          <button type="submit" class="button primary">
            Open
          </button>
        </div>
        {props.isRefused && (
          <p id={`${id}-problem`} class="problem" role="alert">
            The sandbox does not take this token.
          </p>
        )}
      </form>
    </main>
  )
}
