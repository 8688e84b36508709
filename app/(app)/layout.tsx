import type { ReactNode } from 'react'
import { requireUser } from '@/lib/auth/current-user'
import { AppFrame } from '../components/app-frame'

/** Pages on which people are Connected Users of their own. */
export default async function PersonLayout({ children }: { children: ReactNode }) {
  const user = await requireUser()
  return (
    <AppFrame user={user} perspective="person" connectedUser={user.id} tokenPath="/api/paragon/token">
      {children}
    </AppFrame>
  )
}
