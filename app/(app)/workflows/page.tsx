import type { Metadata } from 'next'
import { env } from '@/lib/env'
import { PageHeading } from '../../components/page-heading'
import { WorkflowsView } from '../../components/workflows/workflows-view'

export const metadata: Metadata = { title: 'Workflows' }

export default function WorkflowsPage() {
  const isMonitored = env().apiKey !== undefined
  return (
    <>
      <PageHeading title="Workflows">
        Turn workflows on for each of your accounts, start them, and see which account every run acted as.
      </PageHeading>
      <WorkflowsView isMonitored={isMonitored} />
    </>
  )
}
