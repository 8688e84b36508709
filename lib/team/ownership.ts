import { z } from 'zod'
import { readTicket } from './connect-ticket'
import type { TeamAccount } from './team-view'

/** What is read of `GET /sdk/me` (https://docs.useparagon.com/apis/users): every account of the Connected User. */
export const connectedUser = z.object({
  integrations: z.record(
    z.string(),
    z.object({
      // Left out for what is not connected in the documentation's own example.
      allCredentials: z.array(z.object({ id: z.string(), externalId: z.string().nullish() })).default([]),
    }),
  ),
})

export type ConnectedUser = z.infer<typeof connectedUser>

/**
 * Every account of the organization with its owner, by the ticket that it was connected with. An account without a ticket
 * of this server belongs to nobody: an admin may clear it up, and no member sees it.
 */
export function accountsOf(
  { integrations }: ConnectedUser,
  seal: { secret: string; organization: string },
): TeamAccount[] {
  return Object.entries(integrations).flatMap(([integration, { allCredentials }]) =>
    allCredentials.map(({ id, externalId }) => ({
      id,
      integration,
      owner: (externalId && readTicket(externalId, { ...seal, integration })) || null,
    })),
  )
}
