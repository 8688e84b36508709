/** Box's scopes by what they allow (developer.box.com/guides/api-calls/permissions-and-errors/scopes). */
export const BOX_SCOPES = {
  read: ['root_readonly', 'root_readwrite'],
  write: ['root_readwrite'],
}

/** What the consent page says of each. */
export const BOX_MEANINGS: Record<string, string> = {
  root_readonly: 'See and download all files and folders in your Box account',
  root_readwrite: 'See, add, edit and delete all files and folders in your Box account',
}
