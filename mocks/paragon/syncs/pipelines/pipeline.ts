import type { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import type { Grant } from '../../../store/sync-records.ts'
import type { AccountApi } from '../account-api.ts'

/** A record in the normalised form that its pipeline documents, before it has an id. */
export interface Item {
  externalId: string
  data: Json
  /** Of a file or a folder: which it is, and who may use it. */
  access?: { objectType: 'file' | 'folder'; grants: Grant[] }
}

/** What one step of reading everything has found. */
export interface ListPage {
  items: Item[]
  /** What could not be read, and why. */
  failed?: { externalId: string; message: string }[]
  /** Where to go on; undefined at the end. */
  next?: Json | undefined
}

/** What one step of reading what has changed has found. */
export interface ChangePage {
  items: Item[]
  /** External ids of what is gone, or does not belong to the sync any more. */
  removed: string[]
  /** Where to go on, at once or next time. */
  cursor: Json
  hasMore: boolean
  /** The changes say that something did, and not what it means for the sync: everything is to be read. */
  isUnclear?: boolean
}

/**
 * How one kind of thing of one integration is read. All of it is asked of the third party's own API as the account; what
 * is kept between two steps is in the cursors, so any process can go on after any step.
 */
export interface Pipeline {
  integration: string
  /** `pipeline` of the Sync API. */
  name: string
  /** Whether its records tell who may use them, as files do. */
  keepsAccess: boolean
  /** `configuration` of the Sync API. */
  configuration: z.ZodType<Json>
  /** Where changes begin from now on. Asked before everything is read, so that nothing falls between. */
  watch(api: AccountApi, configuration: Json): Promise<Json>
  list(api: AccountApi, configuration: Json, cursor: Json | undefined): Promise<ListPage>
  changes(api: AccountApi, configuration: Json, cursor: Json): Promise<ChangePage>
  /** The content of a record, for pipelines whose records have one. */
  content?(api: AccountApi, record: { externalId: string; data: Json }): Promise<Response>
}

export function definePipeline<Configuration extends Json, Cursor extends Json, Watch extends Json>(pipeline: {
  integration: string
  name: string
  keepsAccess: boolean
  configuration: z.ZodType<Configuration>
  /** What a cursor of `list` and one of `changes` look like when they come back from the store. */
  cursor: z.ZodType<Cursor>
  watched: z.ZodType<Watch>
  watch(api: AccountApi, configuration: Configuration): Promise<Watch>
  list(
    api: AccountApi,
    configuration: Configuration,
    cursor: Cursor | undefined,
  ): Promise<ListPage & { next?: Cursor | undefined }>
  changes(api: AccountApi, configuration: Configuration, cursor: Watch): Promise<ChangePage & { cursor: Watch }>
  content?: Pipeline['content']
}): Pipeline {
  const { configuration, cursor, watched, watch, list, changes, content, ...names } = pipeline
  return {
    ...names,
    configuration,
    watch: (api, given) => watch(api, configuration.parse(given)),
    list: (api, given, at) => list(api, configuration.parse(given), at && cursor.parse(at)),
    changes: (api, given, at) => changes(api, configuration.parse(given), watched.parse(at)),
    ...(content && { content }),
  }
}
