import type { Metadata } from 'next'
import { FilesView } from '../../components/files/files-view'
import { PageHeading } from '../../components/page-heading'

export const metadata: Metadata = { title: 'Files' }

export default function FilesPage() {
  return (
    <>
      <PageHeading title="Files">
        Look into the Drive of one of your Google accounts, and add to it. Every request says which account it means.
      </PageHeading>
      <FilesView />
    </>
  )
}
