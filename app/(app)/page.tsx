import type { Metadata } from 'next'
import Link from 'next/link'
import { AccountsView } from '../components/accounts/accounts-view'
import { PageHeading } from '../components/page-heading'

export const metadata: Metadata = { title: 'Accounts' }

export default function AccountsPage() {
  return (
    <>
      <PageHeading title="Connected accounts">
        Connect as many accounts of a service as you use. Each has its own settings and workflows. The same is possible{' '}
        <Link href="/headless" className="text-accent underline underline-offset-2">
          without the portal
        </Link>
        .
      </PageHeading>
      <AccountsView />
    </>
  )
}
