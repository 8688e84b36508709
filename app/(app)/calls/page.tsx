import type { Metadata } from 'next'
import { env } from '@/lib/env'
import { proxyBaseUrl } from '@/lib/paragon/base-urls'
import { CallsView } from '../../components/calls/calls-view'
import { PageHeading } from '../../components/page-heading'

export const metadata: Metadata = { title: 'Calls' }

export default function CallsPage() {
  const { projectId, sandboxUrl } = env()
  return (
    <>
      <PageHeading title="Calls">
        Send a request to a third party’s API as one of your accounts, or as all of them at once, and see who answers.
      </PageHeading>
      <CallsView address={{ baseUrl: proxyBaseUrl(sandboxUrl), projectId }} />
    </>
  )
}
