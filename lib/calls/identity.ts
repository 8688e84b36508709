import { z } from 'zod'

const calendar = z.object({ id: z.string(), primary: z.boolean().optional() })

/** Where an answer names the account it was given for. */
const witnesses: Record<string, z.ZodType<string>> = {
  // GET /about
  googledrive: z.object({ user: z.object({ emailAddress: z.string() }) }).transform(({ user }) => user.emailAddress),
  // GET /users/me/calendarList: the id of somebody's primary calendar is their address.
  googleCalendar: z.object({ items: z.array(calendar) }).transform(({ items }, { addIssue }) => {
    const primary = items.find((item) => item.primary)
    if (!primary) addIssue('no primary calendar')
    return primary?.id ?? ''
  }),
  // GET /me/drive
  onedrive: z
    .object({ owner: z.object({ user: z.object({ email: z.string() }) }) })
    .transform(({ owner }) => owner.user.email),
  // GET /users/me
  box: z.object({ type: z.literal('user'), login: z.string() }).transform(({ login }) => login),
  // GET /rest/api/3/myself
  jira: z.object({ emailAddress: z.string() }).transform(({ emailAddress }) => emailAddress),
  // GET /auth.test
  slack: z
    .object({ ok: z.literal(true), user: z.string(), team: z.string() })
    .transform(({ user, team }) => `${user} in ${team}`),
}

/** Whom a third party's answer says it was given for; undefined when the answer does not tell. */
export function identityIn(integration: string, data: unknown): string | undefined {
  return witnesses[integration]?.safeParse(data).data
}
