import { z } from 'zod'

const member = z.object({ id: z.string(), name: z.string(), email: z.string() })

/** An account of the organization. Its id is no secret: what may be done with it is the token's to say. */
const teamAccount = z.object({ id: z.string(), integration: z.string(), owner: member.nullable() })

/** What the server tells a member beside their token. */
export const teamView = z.object({ role: z.enum(['admin', 'member']), accounts: z.array(teamAccount) })

export type TeamAccount = z.infer<typeof teamAccount>
export type TeamView = z.infer<typeof teamView>
