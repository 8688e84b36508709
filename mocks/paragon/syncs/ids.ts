import { hash } from 'node:crypto'
import { derivedUuid } from '../../derived-uuid.ts'

/** What makes two syncs the same. */
export interface SyncKey {
  projectId: string
  userId: string
  integration: string
  pipeline: string
  configurationName: string | null
}

/**
 * Ids in the vendor's samples are UUIDs of version 5, so they are taken to follow from what they stand for (assumed): who
 * enables the same sync again finds it, and a record that was deleted comes back under its id.
 */
export function syncIdOf({ projectId, userId, integration, pipeline, configurationName }: SyncKey): string {
  return derivedUuid(projectId, JSON.stringify([userId, integration, pipeline, configurationName]))
}

export function recordIdOf(syncId: string, externalId: string): string {
  return derivedUuid(syncId, externalId)
}

/** Tells whether a value has changed. */
export function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22)
}
