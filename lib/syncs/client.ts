import { z } from 'zod'
import { askApp, downloadFromApp } from '../ask-app'
import { type EventList, eventList } from './events'
import {
  type FileAccess,
  fileAccess,
  type NewSync,
  type RecordsPage,
  recordsPage,
  type Sync,
  type SyncChanges,
  type SyncMark,
  type SyncRecord,
  syncChanges,
  syncList,
  syncMark,
  syncRecord,
} from './sync'

const root = '/api/syncs'
const done = z.object({})

/** All of these throw as askApp. `holder` is who should be signed in. */
export async function fetchSyncs(holder: string): Promise<Sync[]> {
  return (await askApp(holder, root, syncList)).syncs
}

/** Answers the sync, which may have been there before, and the account that it reads. */
export function enableSync(holder: string, wanted: NewSync) {
  const enabled = z.object({ id: z.string(), credentialId: z.string().optional() })
  return askApp(holder, root, enabled, { method: 'POST', body: wanted })
}

/** Answers how the sync stood before. */
export function moveSync(holder: string, id: string, credentialId: string): Promise<SyncMark> {
  return askApp(holder, `${root}/${id}`, syncMark, { method: 'PATCH', body: { credentialId } })
}

export async function turnSync(holder: string, id: string, turn: 'disable' | 'reenable'): Promise<void> {
  await askApp(holder, `${root}/${id}/${turn}`, done, { method: 'POST' })
}

export async function deleteSync(holder: string, id: string): Promise<void> {
  await askApp(holder, `${root}/${id}`, done, { method: 'DELETE' })
}

export function fetchChanges(holder: string, id: string, { cursor, activeCount }: SyncMark): Promise<SyncChanges> {
  const query = new URLSearchParams({ active: String(activeCount), ...(cursor && { cursor }) })
  return askApp(holder, `${root}/${id}/changes?${query}`, syncChanges)
}

export function fetchRecords(holder: string, id: string, cursor: string | null): Promise<RecordsPage> {
  return askApp(holder, `${root}/${id}/records?${new URLSearchParams(cursor ? { cursor } : {})}`, recordsPage)
}

export async function fetchRecord(holder: string, id: string, recordId: string): Promise<SyncRecord> {
  return (await askApp(holder, `${root}/${id}/records/${recordId}`, z.object({ record: syncRecord }))).record
}

export function fetchAccess(holder: string, id: string, recordId: string): Promise<FileAccess> {
  return askApp(holder, `${root}/${id}/records/${recordId}/access`, fileAccess)
}

export function downloadContent(id: string, recordId: string): Promise<Blob> {
  return downloadFromApp(`${root}/${id}/records/${recordId}/content`)
}

export function fetchEvents(holder: string): Promise<EventList> {
  return askApp(holder, '/api/sync-events', eventList)
}
