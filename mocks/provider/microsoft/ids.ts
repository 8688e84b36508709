import { createHash } from 'node:crypto'
import type { Random } from '../../random.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 34 characters that begin with "01", as the ids of drive items in OneDrive and SharePoint do. */
function itemId(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest()
  return `01${Array.from(bytes, (byte) => BASE32[byte % 32]).join('')}`
}

export function newItemId(random: Random): string {
  return itemId(random.uuid())
}

/** The root of an account's OneDrive. */
export function oneDriveRootId(accountId: string): string {
  return itemId(`onedrive/${accountId}`)
}

/** A drive goes by its root: the id of the one follows from that of the other. */
export function driveIdOf(rootId: string): string {
  return `b!${Buffer.from(rootId).toString('base64url')}`
}

/** Undefined for what is no id of a drive. */
export function rootIdOf(driveId: string): string | undefined {
  const rootId = driveId.startsWith('b!') ? Buffer.from(driveId.slice(2), 'base64url').toString('utf8') : ''
  return /^01[A-Z2-7]{32}$/.test(rootId) ? rootId : undefined
}
