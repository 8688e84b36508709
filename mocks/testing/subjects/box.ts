import { type BoxList, JONAS, signInAtBox, WORK } from '../../provider/box/testing.ts'
import { formWithFile } from './multipart.ts'
import type { Subject } from './subject.ts'

let count = 0

export const box: Subject = {
  service: 'box',
  async signIn(fixture) {
    const { token, call, json, folder, upload } = await signInAtBox(fixture, WORK)
    return {
      token,
      async furnish() {
        const name = `Made up ${count++}`
        const place = await folder(name)
        const inside = await folder('Inside', place.id)
        const file = await upload('file.txt', place.id)
        const binned = [await folder('Binned', place.id), await upload('binned.txt', place.id)] as const
        await call('DELETE', `/folders/${binned[0].id}`)
        await call('DELETE', `/files/${binned[1].id}`)
        const accessible_by = { type: 'user', login: JONAS }
        const invitation = { item: { type: 'folder', id: inside.id }, accessible_by, role: 'viewer' }
        const collaboration = await json<{ id: string }>('POST', '/collaborations', invitation, 201)
        const leads = await call('GET', `/files/${file.id}/content`)
        const list = await json<BoxList>('GET', `/folders/${place.id}/items?usemarker=true&limit=1`)
        const parent = { id: place.id }
        const each = (id: string[], ...operations: string[]) =>
          Object.fromEntries(operations.map((name) => [name, { id }]))
        const uploads = ['new.txt', 'other.txt'].map((fileName) =>
          formWithFile({ attributes: JSON.stringify({ name: fileName, parent }) }),
        )
        const change = [
          { name: `${name} again` },
          { description: 'Described', shared_link: { access: 'open' } },
          { parent: { id: '0' } },
        ]
        return {
          known: {
            key: [new URL(leads.headers.get('location') ?? '').searchParams.get('key')],
            fields: ['name,size,shared_link', 'nothing', 'permissions,path_collection'],
            limit: ['1', '1000', '0'],
            offset: ['0', '1', '-1'],
            usemarker: ['true', 'false'],
            marker: [list.next_marker, '', 'x'],
            query: ['file', 'made'],
            stream_position: ['0', 'now', '1', '-1'],
            recursive: ['true', 'false'],
            boxapi: ['shared_link=https://app.box.com/s/1', 'shared_link=%'],
            'if-match': ['0', '1', '*'],
            'content-md5': ['x'],
          },
          only: {
            ...each(
              [file.id],
              'getFile',
              'updateFile',
              'deleteFile',
              'listFileCollaborations',
              'downloadFile',
              'copyFile',
            ),
            ...each([file.id], 'uploadFileVersion', 'uploadFileVersionAtApi'),
            ...each([inside.id, place.id], 'getFolder', 'updateFolder', 'deleteFolder', 'listFolder'),
            ...each([inside.id], 'listFolderCollaborations'),
            ...each([collaboration.id], 'getCollaboration', 'updateCollaboration', 'deleteCollaboration'),
            ...each([binned[0].id], 'restoreFolder', 'getTrashedFolder', 'deleteTrashedFolder'),
            ...each([binned[1].id], 'restoreFile', 'getTrashedFile', 'deleteTrashedFile'),
          },
          bodies: {
            createFolder: [
              { name: `${name} more`, parent: { id: '0' } },
              { name: 'Beside', parent },
            ],
            copyFile: [{ name: 'copy.txt', parent }, { parent: { id: '0' } }],
            createCollaboration: [
              { item: { type: 'file', id: file.id }, accessible_by, role: 'editor' },
              { ...invitation, accessible_by: { type: 'user', login: 'someone@mail.example' } },
            ],
            updateCollaboration: [{ role: 'editor' }],
            updateFile: change,
            updateFolder: change,
            restoreFile: [{}, { name: 'back.txt', parent }],
            restoreFolder: [{}, { name: 'Back', parent }],
            uploadFile: uploads,
            uploadFileAtApi: uploads,
            uploadFileVersion: [formWithFile({}), formWithFile({ attributes: '{"name":"renamed.txt"}' })],
            uploadFileVersionAtApi: [formWithFile({})],
          },
        }
      },
    }
  },
}
