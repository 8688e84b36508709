import { z } from 'zod'
import type { Paragon } from './sdk'

const INTEGRATION = 'googledrive'

const owner = z.object({ displayName: z.string(), emailAddress: z.string() })
const about = z.object({ user: owner })
const file = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  modifiedTime: z.iso.datetime({ offset: true }).optional(),
  /** Bytes, as decimal text. Google's own documents have none. */
  size: z.string().optional(),
})
const page = z.object({ files: z.array(file), nextPageToken: z.string().optional() })

export type DriveOwner = z.infer<typeof owner>
export type DriveFile = z.infer<typeof file>
export type DrivePage = z.infer<typeof page>

/** Whose Drive answers for a credential: the proof that a call reached the account it was meant for. */
export async function fetchDriveOwner(paragon: Paragon, credentialId: string): Promise<DriveOwner> {
  return about.parse(await request(paragon, credentialId, '/about?fields=user(displayName,emailAddress)')).user
}

/** One page of an account's files, last modified first. `pageToken` is the `nextPageToken` of the page before. */
export async function fetchDrivePage(paragon: Paragon, credentialId: string, pageToken?: string): Promise<DrivePage> {
  const query = new URLSearchParams({
    pageSize: '20',
    orderBy: 'modifiedTime desc',
    q: 'trashed = false',
    fields: 'nextPageToken,files(id,name,mimeType,modifiedTime,size)',
    ...(pageToken && { pageToken }),
  })
  return page.parse(await request(paragon, credentialId, `/files?${query}`))
}

/** Uploads a file into an account's Drive and answers it as Drive keeps it. */
export async function uploadToDrive(paragon: Paragon, credentialId: string, upload: File): Promise<DriveFile> {
  const boundary = crypto.randomUUID()
  const created = await paragon.request(
    INTEGRATION,
    // An absolute address: uploads live outside the API's usual base path.
    'https://www.googleapis.com/upload/drive/v3/files?uploadType=multipart&fields=id,name,mimeType,modifiedTime,size',
    {
      method: 'POST',
      headers: { 'Content-Type': `multipart/related; boundary=${boundary}` },
      body: multipartBody(upload.name, upload.type || 'text/plain', await toBase64(upload), boundary),
      selectedCredentialId: credentialId,
    },
  )
  return file.parse(created)
}

/**
 * The body of Drive's multipart upload (https://developers.google.com/workspace/drive/api/guides/manage-uploads#multipart):
 * metadata, then content. The SDK sends strings only, so the content is base64.
 */
export function multipartBody(name: string, type: string, base64: string, boundary: string): string {
  return [
    `--${boundary}`,
    'Content-Type: application/json; charset=UTF-8',
    '',
    JSON.stringify({ name, mimeType: type }),
    `--${boundary}`,
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64,
    `--${boundary}--`,
    '',
  ].join('\r\n')
}

// No `method`: with an explicit GET the SDK lets two equal calls share one response, which only the first can read.
function request(paragon: Paragon, selectedCredentialId: string, path: string): Promise<unknown> {
  return paragon.request(INTEGRATION, path, { selectedCredentialId })
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
