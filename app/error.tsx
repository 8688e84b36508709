'use client'

import { FullPageMessage } from './components/full-page-message'
import { Button } from './components/ui/button'

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void }

/** What a page that failed shows in its place. Causes stay in the server's log; the code finds them there. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <FullPageMessage
      title="Something went wrong"
      detail={`The server’s log has the details${error.digest ? ` under ${error.digest}` : ''}.`}
    >
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </FullPageMessage>
  )
}
