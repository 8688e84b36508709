/** What each integration can sync, by the names that the Sync API takes (docs: managed-sync/synced-objects). */
const pipelines: Record<string, readonly string[]> = {
  googledrive: ['files'],
  onedrive: ['files'],
  sharepoint: ['files'],
  box: ['files'],
  dropbox: ['files'],
  confluence: ['files'],
  notion: ['files'],
  salesforce: ['contacts', 'companies', 'deals'],
  hubspot: ['contacts', 'companies', 'deals'],
  servicenow: ['tickets', 'files'],
  zendesk: ['tickets'],
  jira: ['tickets'],
}

/** None for what cannot be synced. */
export function pipelinesOf(integration: string): readonly string[] {
  return pipelines[integration] ?? []
}

/** What has to be named for an integration that is never synced as a whole. */
export interface Container {
  /** Of the sync's `configuration`. */
  field: 'siteId' | 'projectId'
  /** Such as "Id of the site". */
  label: string
  /** Where it is found. */
  hint: string
}

/** docs: managed-sync/integrations/sharepoint, managed-sync/integrations/jira. */
const containers: Record<string, Container> = {
  sharepoint: { field: 'siteId', label: 'Id of the site', hint: 'the id of GET /sites/root, for one' },
  jira: { field: 'projectId', label: 'Number of the project', hint: 'the id of GET /rest/api/3/project/search' },
}

export function containerOf(integration: string): Container | undefined {
  return containers[integration]
}

/** Whose records are files, which can be downloaded and are shared with people. */
export function isOfFiles(pipeline: string): boolean {
  return pipeline === 'files'
}

/** Whose records have something to download (docs: managed-sync/api/download-record-content). */
export function hasContent(pipeline: string): boolean {
  return pipeline === 'files' || pipeline === 'tickets'
}
