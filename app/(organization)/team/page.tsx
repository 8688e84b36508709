import type { Metadata } from 'next'
import { requireUser } from '@/lib/auth/current-user'
import { organization } from '@/lib/team/members'
import { PageHeading } from '../../components/page-heading'
import { TeamView } from '../../components/team/team-view'

export const metadata: Metadata = { title: 'Team' }

export default async function TeamPage() {
  const { id, name, email } = await requireUser()
  return (
    <>
      <PageHeading title="Team">
        Everyone at {organization.name} shares one Connected User. Each token reaches the accounts that its holder
        connected, and an admin’s reaches all of them.
      </PageHeading>
      <TeamView me={{ id, name, email }} />
    </>
  )
}
