/** What tools and triggers tell of a file. */
export const FILE_FIELDS =
  'id,name,mimeType,description,parents,size,md5Checksum,version,starred,trashed,createdTime,modifiedTime,webViewLink,owners(displayName,emailAddress)'

export const FOLDER_TYPE = 'application/vnd.google-apps.folder'

/** A text in a search query (developers.google.com/workspace/drive/api/guides/search-files). */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
