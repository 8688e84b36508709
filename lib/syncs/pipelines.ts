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

/** Whose records are files, which can be downloaded and are shared with people. */
export function isOfFiles(pipeline: string): boolean {
  return pipeline === 'files'
}

/** Whose records have something to download (docs: managed-sync/api/download-record-content). */
export function hasContent(pipeline: string): boolean {
  return pipeline === 'files' || pipeline === 'tickets'
}
