import { z } from 'zod'
import type { ProviderRecord, RecordRows } from '../../store/provider-records.ts'
import { SlackError } from './errors.ts'

export const MEMBERS = 'slack/users'

export const memberData = z.object({
  /** What `@` is followed by. */
  handle: z.string(),
  name: z.string(),
  /** Null for Slackbot. */
  email: z.string().nullable(),
  title: z.string(),
  isOwner: z.boolean(),
  /** A picture of any size; null where there is none. */
  picture: z.string().nullable(),
})

/** Someone in a workspace. */
export interface Member extends z.infer<typeof memberData> {
  id: string
  dateModified: Date
}

export function toMember({ id, data, dateModified }: ProviderRecord): Member {
  return { ...memberData.parse(data), id, dateModified }
}

/** Throws `user_not_found`. */
export async function requireMember(records: RecordRows, accountId: string, userId: string): Promise<Member> {
  const found = await records.find(accountId, MEMBERS, userId)
  if (!found) throw new SlackError('user_not_found')
  return toMember(found)
}
