import type { Metadata } from 'next'
import Link from 'next/link'
import { FullPageMessage } from './components/full-page-message'
import { Button } from './components/ui/button'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <FullPageMessage title="This page does not exist" detail="The address may be mistyped, or the page has moved.">
      <Button variant="primary" asChild>
        <Link href="/">Go to your accounts</Link>
      </Button>
    </FullPageMessage>
  )
}
