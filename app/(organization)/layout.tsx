import type { ReactNode } from 'react'
import { requireUser } from '@/lib/auth/current-user'
import { organization } from '@/lib/team/members'
import { AppFrame } from '../components/app-frame'

/** Pages on which people share the organization's Connected User. */
export default async function OrganizationLayout({ children }: { children: ReactNode }) {
  const user = await requireUser()
  return (
    <AppFrame user={user} perspective="organization" connectedUser={organization.id} tokenPath="/api/team/token">
      {children}
    </AppFrame>
  )
}
