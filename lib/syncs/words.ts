import type { KeptEvent } from './events'
import type { Sync, SyncChanges, SyncRecord, SyncStatus } from './sync'

/** Paragon's own names, as people write them. */
export const statusWords: Record<SyncStatus, string> = {
  INITIALIZING: 'Initializing',
  ACTIVE: 'Active',
  IDLE: 'Idle',
  RATE_LIMITED: 'Rate limited',
  DISABLED: 'Disabled',
  ERRORED: 'Errored',
}

/** Whether its status will soon be another by itself. */
export function isWorking(status: SyncStatus): boolean {
  return status === 'INITIALIZING' || status === 'ACTIVE' || status === 'RATE_LIMITED'
}

/** "custom_objects" becomes "Custom objects". */
export function pipelineWords(pipeline: string): string {
  return pipeline.charAt(0).toUpperCase() + pipeline.slice(1).replaceAll('_', ' ')
}

const MINUTE = 60_000
const units: Record<string, number> = { m: MINUTE, h: 60 * MINUTE }

/** When an idle sync looks for changes next: every minute, unless it was enabled with another frequency. */
export function nextLook({ status, lastSyncedAt, frequency }: Sync): Date | undefined {
  if (status !== 'IDLE' || lastSyncedAt === undefined) return undefined
  const [, count = '1', unit = 'm'] = /^(\d+)([mh])$/.exec(frequency ?? '') ?? []
  return new Date(Date.parse(lastSyncedAt) + Number(count) * (units[unit] ?? MINUTE))
}

/** What a sync of that status does next, when that is not a time. */
export function nextWords({ status, rateLimitBackoffMs }: Sync): string {
  switch (status) {
    case 'INITIALIZING':
      return 'The first reading is about to begin.'
    case 'ACTIVE':
      return 'Reading now.'
    case 'RATE_LIMITED': {
      const seconds = Math.ceil((rateLimitBackoffMs ?? 0) / 1_000)
      return `The third party has had too many requests.${seconds > 0 ? ` Goes on in about ${seconds} s.` : ''}`
    }
    case 'DISABLED':
      return 'Rests until it is reenabled.'
    case 'ERRORED':
      return 'Rests until its cause is gone and it is reenabled.'
    case 'IDLE':
      return ''
  }
}

const count = (number: number, one: string, many: string) => `${number.toLocaleString()} ${number === 1 ? one : many}`

export function recordCountWords(number: number): string {
  return count(number, 'record', 'records')
}

export function changesWords({ created, updated, deleted, hasMore }: SyncChanges): string {
  const words = `${created.toLocaleString()} created, ${updated.toLocaleString()} updated, ${deleted.toLocaleString()} deleted`
  return hasMore ? `${words}, and more that was not counted` : words
}

/** How a record is called: by its name, its person's, or the third party's id. */
export function recordTitle(record: SyncRecord): string {
  const { name, fullName, title, subject, externalId, id } = record
  const found = [name, fullName, title, subject, externalId].find((each) => typeof each === 'string' && each !== '')
  return typeof found === 'string' ? found : id
}

/** Google's folders, and Box's and Microsoft's, all of which the docs tell apart from files by their type. */
export function isFolder({ mimeType }: SyncRecord): boolean {
  return typeof mimeType === 'string' && /folder/i.test(mimeType)
}

/** What an event says beside its name. */
export function eventDetail({ event, recordCount, message }: KeptEvent): string {
  if (event === 'sync_complete') return `The first reading is complete: ${recordCountWords(recordCount ?? 0)}.`
  return message ?? ''
}

/** `*@` with a domain, and `*`, in words (assumed). */
export function userWords(user: string): string {
  if (user === '*') return 'Anyone with the link'
  return user.startsWith('*@') ? `Everyone at ${user.slice(2)}` : user
}
