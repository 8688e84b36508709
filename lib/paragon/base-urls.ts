/** Where Paragon's Proxy API is (https://docs.useparagon.com/apis/proxy); `sandboxUrl` when the app speaks to a sandbox. */
export function proxyBaseUrl(sandboxUrl: string | undefined): string {
  return sandboxUrl ?? 'https://proxy.useparagon.com'
}

/** Where Paragon's Users API is (https://docs.useparagon.com/apis/users); `sandboxUrl` when the app speaks to a sandbox. */
export function usersBaseUrl(sandboxUrl: string | undefined): string {
  return sandboxUrl ?? 'https://api.useparagon.com'
}

/** Where Paragon's Task History API is (https://docs.useparagon.com/apis/task-history); `sandboxUrl` as above. */
export function taskHistoryBaseUrl(sandboxUrl: string | undefined): string {
  return sandboxUrl ?? 'https://api.useparagon.com'
}

/** Where Paragon's Sync API and Permissions API are (https://docs.useparagon.com/managed-sync/sync-api); as above. */
export function syncBaseUrl(sandboxUrl: string | undefined): string {
  return sandboxUrl ?? 'https://sync.useparagon.com'
}
