import { z } from 'zod'
import type { ThirdParty } from '../../../credentials/third-party.ts'
import { choice, flag, pagination, requiredText, text } from '../../inputs.ts'
import { defineTool } from '../../tool.ts'
import { googlePage } from '../google-page.ts'
import { FILE_FIELDS, quoted } from './query.ts'

/** The query that Google calls `q`: all of these hold. */
const all = (...conditions: (string | undefined)[]) => conditions.filter((each) => each !== undefined).join(' and ')

export const getFileById = defineTool({
  name: 'GOOGLE_DRIVE_GET_FILE_BY_ID',
  title: 'Get File By ID',
  description: 'Get the metadata of a file in Google Drive',
  parameters: z.strictObject({ fileId: requiredText('File ID') }),
  run: (account, { fileId }) =>
    account.json('GET', `files/${encodeURIComponent(fileId)}`, { query: { fields: FILE_FIELDS } }),
})

export const listFiles = defineTool({
  name: 'GOOGLE_DRIVE_LIST_FILES',
  title: 'List Files',
  description: 'List the files in Google Drive, newest first',
  parameters: z.strictObject({
    folderId: text('Folder ID', { subtitle: 'Only files directly in this folder' }).optional(),
    name: text('File Name', { subtitle: 'Only files with a word in their name that starts like this' }).optional(),
    mimeType: text('MIME Type', { subtitle: 'Only files of this type', example: 'text/csv' }).optional(),
    includeTrashed: flag('Include Trashed').default(false),
    paginationParameters: pagination(1000),
  }),
  async run(account, { folderId, name, mimeType, includeTrashed, paginationParameters }) {
    const q = all(
      folderId && `${quoted(folderId)} in parents`,
      name && `name contains ${quoted(name)}`,
      mimeType && `mimeType = ${quoted(mimeType)}`,
      includeTrashed ? undefined : 'trashed = false',
    )
    return googlePage(
      await account.json('GET', 'files', {
        query: {
          q: q || undefined,
          fields: `nextPageToken,files(${FILE_FIELDS})`,
          orderBy: 'modifiedTime desc',
          pageSize: paginationParameters?.limit ?? 100,
          pageToken: paginationParameters?.pageCursor ?? undefined,
        },
      }),
    )
  },
})

/** A file as tools and workflows hand it about: its bytes in hex (docs: workflows/triggers/request-trigger). */
const fileObject = z
  .looseObject({
    data: z
      .string()
      .regex(/^([0-9a-f]{2})*$/i, 'is not hex')
      .describe('The content of the file, in hex'),
    dataType: z.literal('FILE'),
    mimeType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'is not a MIME type')
      .optional(),
  })
  .describe('File: the file to save (example: {"data": "48656c6c6f", "dataType": "FILE", "mimeType": "text/plain"})')

export const saveFile = defineTool({
  name: 'GOOGLE_DRIVE_SAVE_FILE',
  title: 'Save File',
  description: 'Save a file to Google Drive',
  parameters: z.strictObject({
    file: fileObject,
    filename: requiredText('File Name', { example: 'report.csv' }),
    folderId: text('Folder ID', { subtitle: 'Where to save it; My Drive when left out' }).optional(),
  }),
  run(account, { file, filename, folderId }) {
    const mimeType = file.mimeType ?? 'application/octet-stream'
    const metadata = { name: filename, mimeType, ...(folderId && { parents: [folderId] }) }
    const { body, contentType } = multipart(metadata, mimeType, Buffer.from(file.data, 'hex'))
    return account.json('POST', 'https://www.googleapis.com/upload/drive/v3/files', {
      query: { uploadType: 'multipart', fields: FILE_FIELDS },
      headers: { 'content-type': contentType },
      body,
    })
  },
})

/** Metadata and content in one body (RFC 2387), between boundaries that are nowhere in the content. */
function multipart(metadata: object, mimeType: string, content: Uint8Array) {
  let boundary = 'paragon'
  while (Buffer.from(content).includes(boundary)) boundary += '_'
  const part = (type: string) => `--${boundary}\r\ncontent-type: ${type}\r\n\r\n`
  const body = new Uint8Array(
    Buffer.concat([
      Buffer.from(`${part('application/json; charset=UTF-8')}${JSON.stringify(metadata)}\r\n${part(mimeType)}`),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  )
  return { body, contentType: `multipart/related; boundary=${boundary}` }
}

export const downloadFile = defineTool({
  name: 'GOOGLE_DRIVE_DOWNLOAD_FILE',
  title: 'Download File',
  description: 'Download the content of a file in Google Drive',
  parameters: z.strictObject({ fileId: requiredText('File ID') }),
  async run(account, { fileId }) {
    return readFile(await account.bytes('GET', `files/${encodeURIComponent(fileId)}`, { query: { alt: 'media' } }))
  },
})

export const exportDoc = defineTool({
  name: 'GOOGLE_DRIVE_EXPORT_DOC',
  title: 'Export Doc',
  description: 'Export a document of Google’s own editors from Google Drive in another format',
  parameters: z.strictObject({
    fileId: requiredText('File ID'),
    // Those that Drive exports a document or a spreadsheet as; which it can is for Drive to say.
    mimeType: choice('Export As', {
      'text/plain': 'Plain Text',
      'text/markdown': 'Markdown',
      'text/html': 'Web Page',
      'text/csv': 'Comma Separated Values',
      'application/pdf': 'PDF',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Microsoft Word',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Microsoft Excel',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'Microsoft PowerPoint',
    }),
  }),
  async run(account, { fileId, mimeType }) {
    return readFile(await account.bytes('GET', `files/${encodeURIComponent(fileId)}/export`, { query: { mimeType } }))
  },
})

function readFile({ bytes, contentType }: Awaited<ReturnType<ThirdParty['bytes']>>) {
  return {
    dataType: 'FILE',
    mimeType: contentType ?? 'application/octet-stream',
    data: Buffer.from(bytes).toString('hex'),
  }
}
