import type { Metadata } from 'next'
import { HeadlessView } from '../../components/headless/headless-view'
import { PageHeading } from '../../components/page-heading'

export const metadata: Metadata = { title: 'Without the portal' }

export default function HeadlessPage() {
  return (
    <>
      <PageHeading title="Without the portal">
        The same accounts, connected and set up by forms of this app’s own. Paragon’s SDK is headless here: it says what
        to ask for, and the Connect Portal never shows.
      </PageHeading>
      <HeadlessView />
    </>
  )
}
