import { TypedBody } from '../../openapi/testing.ts'
import { signInAtGoogle } from '../../provider/google/testing.ts'
import { DRIVE } from '../../provider/testing.ts'
import type { Subject } from './subject.ts'

export const drive: Subject = {
  service: 'google-drive',
  async signIn(fixture) {
    const { token, json } = await signInAtGoogle(fixture, 'maya.chen@northwind.example', `openid email ${DRIVE}`)
    return {
      token,
      async furnish() {
        const create = async (body: object): Promise<{ id: string }> => json('POST', '/drive/v3/files', body)
        const folder = await create({ name: 'Folder', mimeType: 'application/vnd.google-apps.folder' })
        const file = await create({ name: 'File.txt', mimeType: 'text/plain', parents: [folder.id] })
        const document = await create({ name: 'Document', mimeType: 'application/vnd.google-apps.document' })
        const grantee = { type: 'user', role: 'reader', emailAddress: 'jonas.weber@northwind.example' }
        const permission = await json('POST', `/drive/v3/files/${file.id}/permissions`, grantee)
        const first = await json('GET', '/drive/v3/files?pageSize=1&fields=nextPageToken')
        return {
          known: {
            id: [file.id, folder.id, document.id],
            permissionId: [permission.id],
            fields: ['*', 'id,name', 'kind', 'files(id,owners/emailAddress),nextPageToken', 'changes/file', 'shoes'],
            q: ["name contains 'File'", `'${folder.id}' in parents and trashed = false`, "name contains 'x"],
            orderBy: ['name', 'folder,modifiedTime desc', 'shoes'],
            pageSize: ['1', '100', '0'],
            pageToken: [first.nextPageToken, '1'],
            parents: [[folder.id]],
            addParents: [folder.id],
            removeParents: [folder.id],
            uploadType: ['media', 'multipart'],
            mimeType: ['text/plain', 'text/csv'],
          },
          only: {
            getAbout: { fields: ['*', 'user'] },
            listChanges: { pageToken: ['1'] },
            exportFile: { id: [document.id], mimeType: ['text/plain', 'text/html'] },
            deletePermission: { id: [file.id] },
            getPermission: { id: [file.id] },
            updatePermission: { id: [file.id] },
          },
          bodies: {
            createFile: [{ name: 'New.txt', mimeType: 'text/plain' }, {}],
            updateFile: [{ name: 'Renamed' }, { trashed: true }, { starred: true }],
            uploadFile: [multipart(), new TypedBody('text/plain', 'Hello')],
            updateContent: [multipart(), new TypedBody('text/plain', 'Hello')],
            createPermission: [grantee, { type: 'anyone', role: 'reader' }],
            updatePermission: [{ role: 'writer' }],
          },
        }
      },
    }
  },
}

function multipart(): TypedBody {
  const lines = ['--x', 'Content-Type: application/json', '', '{"name":"Sent.txt"}']
  const text = [...lines, '--x', 'Content-Type: text/plain', '', 'Hello', '--x--', ''].join('\r\n')
  return new TypedBody('multipart/related; boundary=x', text)
}
