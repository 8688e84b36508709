/** Microsoft Graph's scopes for files by what they allow (learn.microsoft.com/graph/permissions-reference). */
export const GRAPH_SCOPES = {
  read: [
    'Files.Read',
    'Files.Read.All',
    'Files.ReadWrite',
    'Files.ReadWrite.All',
    'Sites.Read.All',
    'Sites.ReadWrite.All',
  ],
  write: ['Files.ReadWrite', 'Files.ReadWrite.All', 'Sites.ReadWrite.All'],
  sites: ['Sites.Read.All', 'Sites.ReadWrite.All'],
}

/** What the consent page says of each. */
export const MICROSOFT_MEANINGS: Record<string, string> = {
  'User.Read': 'See your Microsoft profile',
  'Files.Read': 'See and download your files in OneDrive',
  'Files.Read.All': 'See and download all files that you can reach in OneDrive and SharePoint',
  'Files.ReadWrite': 'See, add, edit and delete your files in OneDrive',
  'Files.ReadWrite.All': 'See, add, edit and delete all files that you can reach in OneDrive and SharePoint',
  'Sites.Read.All': 'See the SharePoint sites that you can reach, and what is in them',
  'Sites.ReadWrite.All': 'See the SharePoint sites that you can reach, and edit what is in them',
}
