import { z } from 'zod'

/** What someone may do, from the least to the most; each includes those before it. */
export const roles = ['can_read', 'can_write', 'is_owner'] as const
export type Role = (typeof roles)[number]

/** As stored with synced files: from 1. */
export const rankOf = (role: Role) => roles.indexOf(role) + 1

const role = z.enum(roles)

/** With or without what it is in front: samples of the vendor's have both (rest.md 8.11). */
const object = z
  .string()
  .transform((text) => text.replace(/^(file|folder):/, '').toLowerCase())
  .refine((text) => text !== '', 'must be the id of a record')

const user = z
  .string()
  .transform((text) => text.replace(/^user:/, '').toLowerCase())
  .refine((text) => /^[^\s@]+@[^\s@]+$/.test(text), 'must be an e-mail address')

/** Assumed: checks in one call. */
const MOST_CHECKS = 1000

export const checkBody = z.object({ object, user, role })

/** Each check is answered by itself, one that makes no sense with an error of its own. */
export const batchCheckBody = z.object({
  checks: z
    .array(z.object({ object: z.string(), user: z.string(), role: z.string() }))
    .max(MOST_CHECKS, `has more than ${MOST_CHECKS} checks`),
})

export const listUsersBody = z.object({ object, role })

export const listObjectsBody = z.object({ objectType: z.enum(['file', 'folder']), user, role })

/** Here the key is `relation`. */
export const expandBody = z.object({ object, relation: role })
