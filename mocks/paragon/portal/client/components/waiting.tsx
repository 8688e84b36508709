import type { Connection } from './use-connection.ts'

/** Shown while the sign-in window is open. */
export function Waiting(props: { name: string; connection: Connection; retry: () => void }) {
  return (
    <div class="waiting">
      <p class="waiting-text" role="status">
        <span class="spinner" aria-hidden="true" />
        <span>
          <strong>Continue in the window that opened.</strong> Sign in to {props.name} there; this page goes on by
          itself.
        </span>
      </p>
      <div class="form-actions">
        <button type="button" class="button secondary" onClick={props.retry}>
          Try again
        </button>
        <button type="button" class="button quiet" onClick={props.connection.cancel}>
          Cancel
        </button>
      </div>
    </div>
  )
}
