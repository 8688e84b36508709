import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { authOptions } from './options'

export type CurrentUser = { id: string; name: string; email: string; image: string | undefined }

/** The person signed in to this request, or undefined. */
export const currentUser = cache(async (): Promise<CurrentUser | undefined> => {
  const session = await getServerSession(authOptions())
  if (!session?.user.id) return undefined
  const { id, name, email, image } = session.user
  return { id, name: name ?? email ?? id, email: email ?? '', image: image ?? undefined }
})

/** The person signed in, for pages that need one. Sends everyone else to the sign-in page. */
export async function requireUser(): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect('/sign-in')
}
