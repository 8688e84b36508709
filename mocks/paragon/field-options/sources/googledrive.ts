import { z } from 'zod'
import { FOLDER_TYPE, quoted } from '../../actionkit/tools/googledrive/query.ts'
import type { FieldSource } from '../field-source.ts'

const list = z.object({
  nextPageToken: z.string().optional(),
  files: z.array(z.object({ id: z.string(), name: z.string() })),
})

const filesOf =
  (type: string): FieldSource =>
  async (account, { search, cursor }) => {
    const conditions = [`mimeType ${type}`, 'trashed = false', ...(search ? [`name contains ${quoted(search)}`] : [])]
    const answer = await account.json('GET', 'files', {
      query: {
        q: conditions.join(' and '),
        fields: 'nextPageToken,files(id,name)',
        orderBy: 'name',
        pageSize: 50,
        pageToken: cursor,
      },
    })
    const { files, nextPageToken } = list.parse(answer)
    const options = files.map(({ id, name }) => ({ value: id, label: name }))
    return { options, nextPageCursor: nextPageToken ?? null }
  }

export const googledriveSources: Record<string, FieldSource> = {
  folders: filesOf(`= '${FOLDER_TYPE}'`),
  files: filesOf(`!= '${FOLDER_TYPE}'`),
}
