import type { Metadata } from 'next'
import { PageHeading } from '../../components/page-heading'
import { SyncsView } from '../../components/syncs/syncs-view'

export const metadata: Metadata = { title: 'Syncs' }

export default function SyncsPage() {
  return (
    <>
      <PageHeading title="Syncs">
        Have Paragon keep a copy of what one of your accounts holds, and tell this app what changes. Each sync reads one
        account, and says which.
      </PageHeading>
      <SyncsView />
    </>
  )
}
