import { TypedBody } from '../../openapi/testing.ts'
import { type GraphItem, type GraphPage, JONAS, signInAtMicrosoft, WORK } from '../../provider/microsoft/testing.ts'
import type { Subject } from './subject.ts'

export const microsoft: Subject = {
  service: 'microsoft-graph',
  // Three ways to name a drive lead to the same code.
  numRuns: 1,
  async signIn(fixture) {
    const { token, json, upload } = await signInAtMicrosoft(fixture, WORK)
    const mine = await json('GET', '/me/drive')
    const [site] = (await json<GraphPage>('GET', '/sites?search=*')).value
    const library = await json('GET', `/sites/${site?.id}/drive`)
    let made = 0
    return {
      token,
      placeOf: ({ operationId }) => [isOfSite(operationId), isOfFolder(operationId), isBelow(operationId)].join(),
      async furnish({ operationId }) {
        const [at, driveId] = isOfSite(operationId) ? [`/sites/${site?.id}/drive`, library.id] : ['/me/drive', mine.id]
        const [name, fileName] = [`Folder ${made}`, `File ${made++}.txt`]
        const folder = await json('POST', `${at}/root/children`, { name, folder: {} }, 201)
        const file = await upload(
          encodeURI(`${at}/root:/${isBelow(operationId) ? `${name}/` : ''}${fileName}`),
          'Hello',
        )
        const guest = { recipients: [{ email: JONAS }], roles: ['read'] }
        const { value } = await json<GraphPage>('POST', `${at}/items/${file.id}/invite`, guest)
        const downloadUrl = new URL(String(file['@microsoft.graph.downloadUrl']))
        return {
          known: {
            driveId: [driveId],
            siteId: [site?.id, 'root'],
            host: ['northwind.sharepoint.com'],
            sitePath: ['sites/Product'],
            itemId: isOfFolder(operationId) || isBelow(operationId) ? [folder.id] : [file.id],
            itemPath: [isOfFolder(operationId) ? name : fileName],
            permissionId: value.map(({ id }: Pick<GraphItem, 'id'>) => id),
            q: ['File', "it's"],
            search: ['*', 'product'],
            key: [downloadUrl.searchParams.get('key')],
            token: ['latest', 'x'],
            $select: ['id,name', 'parentReference', 'shoes'],
            $top: ['1', '200', '0'],
            $orderby: ['name desc', 'lastModifiedDateTime', 'shoes'],
            $skiptoken: ['x'],
            'if-match': ['*', file.eTag, '"x"'],
            '@microsoft.graph.conflictBehavior': ['rename', 'replace', 'fail'],
          },
          bodies: { [operationId]: bodiesFor(operationId) },
        }
      },
    }
  },
}

const isOfSite = (operationId: string) => operationId.endsWith('OfSite')
const isOfFolder = (operationId: string) => /^(listChildrenOf|createFolderIn)/.test(operationId)
const isBelow = (operationId: string) => operationId.includes('ItemBelow')

function bodiesFor(operationId: string): unknown[] {
  if (operationId.startsWith('createFolderIn')) {
    return [{ name: 'Inner', folder: {}, '@microsoft.graph.conflictBehavior': 'rename' }]
  }
  if (operationId.startsWith('putContentOf')) return [new TypedBody('text/plain', 'Hello again')]
  if (operationId.startsWith('inviteTo')) return [{ recipients: [{ email: JONAS }], roles: ['write'] }]
  if (operationId.startsWith('createLinkTo')) return [{ type: 'view' }, { type: 'edit', scope: 'anonymous' }]
  if (operationId.startsWith('updatePermissionOf')) return [{ roles: ['write'] }]
  return operationId.startsWith('update')
    ? [{ description: 'Described' }, { name: 'Renamed.txt', '@microsoft.graph.conflictBehavior': 'rename' }]
    : []
}
