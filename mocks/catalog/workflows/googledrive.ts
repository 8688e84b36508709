import type { Step } from '../../workflow-language/definition.ts'
import type { WorkflowDefinition } from '../definitions.ts'

const FOLDER = 'application/vnd.google-apps.folder'

/** A text as part of Drive's search language (developers.google.com/workspace/drive/api/guides/search-files). */
const quoted = (text: string) => ({
  $replace: { in: { $replace: { in: text, find: '\\', with: '\\\\' } }, find: "'", with: "\\'" },
})

/** The last part of a path such as "My Drive / Contracts", as a text of Drive's search language. */
const folderName = (setting: string): Step => ({
  id: 'folder-name',
  type: 'function',
  parameters: { name: { $trim: { $last: { $split: { text: `{{settings.${setting}}}`, by: '/' } } } } },
  return: quoted('{{parameters.name}}'),
})

const findFolder: Step = {
  id: 'find-folder',
  type: 'request',
  method: 'GET',
  path: '/files',
  query: {
    q: `name = '{{steps.folder-name.output}}' and mimeType = '${FOLDER}' and trashed = false`,
    fields: 'files(id,name)',
  },
  retry: true,
}

/** Replaces what is in a file with a text. */
const writeText = (id: string, file: string, content: string): Step => ({
  id,
  type: 'request',
  method: 'PATCH',
  path: `https://www.googleapis.com/upload/drive/v3/files/${file}`,
  query: { uploadType: 'media' },
  headers: { 'Content-Type': 'text/plain' },
  text: content,
  retry: true,
  idempotent: true,
})

/** Makes a text file of a name and a content, both expressions. */
const saveTextFile = (name: string, content: string, parent: string): Step[] => [
  {
    id: 'create',
    type: 'request',
    method: 'POST',
    path: '/files',
    body: { name, mimeType: 'text/plain', parents: [parent] },
    retry: true,
  },
  writeText('write', '{{steps.create.output.id}}', content),
]

export const googledriveWorkflows: WorkflowDefinition[] = [
  {
    slug: 'import-new-files',
    description: 'Import new files',
    infoText: 'Checks the folder for new files once a day and imports them.',
    defaultEnabled: true,
    inputs: [
      {
        id: 'name-prefix',
        title: 'Add to the front of each name',
        type: 'TEXT_NO_VARS',
        required: false,
        placeholder: 'Imported: ',
      },
      { id: 'max-size-mb', title: 'Largest file (MB)', type: 'NUMBER', required: false, defaultValue: 25 },
    ],
    // On from the start, so not often: whoever sets a clock forward by a month has all of its runs done.
    trigger: { type: 'schedule', every: { minutes: 24 * 60 } },
    steps: [
      folderName('import-folder'),
      {
        id: 'one-folder',
        type: 'conditional',
        if: { $not: { $empty: '{{steps.folder-name.output}}' } },
        yes: [findFolder],
      },
      {
        id: 'search',
        type: 'function',
        parameters: {
          within: {
            $if: {
              when: '{{steps.one-folder.output}}',
              yes: " and '{{steps.find-folder.output.files.0.id}}' in parents",
              no: '',
            },
          },
          owned: { $if: { when: '{{settings.include-shared}}', yes: '', no: " and 'me' in owners" } },
        },
        return: `trashed = false and mimeType != '${FOLDER}'{{parameters.within}}{{parameters.owned}}`,
      },
      {
        id: 'list',
        type: 'request',
        method: 'GET',
        path: '/files',
        query: { q: '{{steps.search.output}}', pageSize: 1000, fields: 'files(id,name,size,description)' },
        retry: true,
      },
      {
        id: 'new-files',
        type: 'function',
        return: {
          $filter: {
            over: '{{steps.list.output.files}}',
            where: {
              $and: [
                { $not: { $startsWith: ['{{item.description}}', 'Imported '] } },
                {
                  $atMost: [
                    { $firstOf: ['{{item.size}}', 0] },
                    { $multiply: [{ $firstOf: ['{{settings.max-size-mb}}', 25] }, 1_000_000] },
                  ],
                },
              ],
            },
          },
        },
      },
      {
        id: 'import',
        type: 'fanOut',
        over: '{{steps.new-files.output}}',
        steps: [
          {
            id: 'mark',
            description: 'Remembers at the file that it has been imported.',
            type: 'request',
            method: 'PATCH',
            path: '/files/{{steps.import.instance.id}}',
            body: {
              name: '{{settings.name-prefix}}{{steps.import.instance.name}}',
              description: 'Imported {{now}}',
            },
            retry: true,
            idempotent: true,
          },
        ],
      },
    ],
  },
  {
    slug: 'save-documents',
    description: 'Save finished documents to Drive',
    infoText: 'Writes each finished document to the account it belongs to.',
    inputs: [
      {
        id: 'target-folder',
        title: 'Folder to save to',
        type: 'TEXT_NO_VARS',
        required: false,
        placeholder: 'My Drive / Finished',
      },
    ],
    trigger: { type: 'event', name: 'document.finished' },
    steps: [
      folderName('target-folder'),
      {
        id: 'into-folder',
        type: 'conditional',
        if: { $not: { $empty: '{{steps.folder-name.output}}' } },
        yes: [
          findFolder,
          {
            id: 'folder-missing',
            type: 'conditional',
            if: { $empty: '{{steps.find-folder.output.files}}' },
            yes: [
              {
                id: 'make-folder',
                type: 'request',
                method: 'POST',
                path: '/files',
                body: {
                  name: { $trim: { $last: { $split: { text: '{{settings.target-folder}}', by: '/' } } } },
                  mimeType: FOLDER,
                },
              },
            ],
          },
        ],
      },
      {
        id: 'folder',
        type: 'function',
        return: { $firstOf: ['{{steps.find-folder.output.files.0.id}}', '{{steps.make-folder.output.id}}', 'root'] },
      },
      {
        id: 'one-copy',
        type: 'conditional',
        if: { $notEquals: ['{{settings.conflict-policy}}', 'keep-both'] },
        yes: [
          { id: 'file-name', type: 'function', return: quoted('{{trigger.payload.name}}') },
          {
            id: 'find-copy',
            type: 'request',
            method: 'GET',
            path: '/files',
            query: {
              q: "name = '{{steps.file-name.output}}' and '{{steps.folder.output}}' in parents and trashed = false",
              orderBy: 'modifiedTime desc',
              fields: 'files(id)',
            },
            retry: true,
          },
        ],
      },
      {
        id: 'is-there',
        type: 'conditional',
        if: { $not: { $empty: '{{steps.find-copy.output.files}}' } },
        yes: [
          {
            id: 'app-wins',
            type: 'conditional',
            if: { $equals: ['{{settings.conflict-policy}}', 'app-wins'] },
            yes: [writeText('overwrite', '{{steps.find-copy.output.files.0.id}}', '{{trigger.payload.content}}')],
          },
        ],
        no: saveTextFile('{{trigger.payload.name}}', '{{trigger.payload.content}}', '{{steps.folder.output}}'),
      },
    ],
  },
  {
    slug: 'weekly-report',
    description: 'Weekly activity report',
    infoText: 'On Mondays at nine, UTC, writes down which files have changed.',
    inputs: [],
    trigger: { type: 'schedule', cron: '0 9 * * 1' },
    steps: [
      { id: 'since', type: 'function', return: { $date: { of: '{{trigger.date}}', add: { days: -7 } } } },
      {
        id: 'changed',
        type: 'request',
        method: 'GET',
        path: '/files',
        query: {
          q: `modifiedTime > '{{steps.since.output}}' and trashed = false and mimeType != '${FOLDER}'`,
          orderBy: 'modifiedTime desc',
          pageSize: 1000,
          fields: 'files(name,size,modifiedTime)',
        },
        retry: true,
      },
      {
        id: 'report',
        type: 'function',
        parameters: {
          files: '{{steps.changed.output.files}}',
          bytes: { $sum: { $map: { over: '{{steps.changed.output.files}}', to: { $firstOf: ['{{item.size}}', 0] } } } },
        },
        return: {
          $join: {
            items: {
              $flatten: [
                [
                  {
                    $join: {
                      items: [{ $count: '{{parameters.files}}' }, 'files,', '{{parameters.bytes}}', 'bytes'],
                      with: ' ',
                    },
                  },
                ],
                { $map: { over: '{{parameters.files}}', to: '{{item.modifiedTime}}  {{item.name}}' } },
              ],
            },
            with: '\n',
          },
        },
      },
      { id: 'day', type: 'function', return: { $date: { of: '{{trigger.date}}', dateOnly: true } } },
      ...saveTextFile('Weekly report {{steps.day.output}}.txt', '{{steps.report.output}}', 'root'),
      {
        id: 'for-somebody',
        type: 'conditional',
        if: { $not: { $empty: '{{settings.notify-email}}' } },
        yes: [
          {
            id: 'share',
            type: 'request',
            method: 'POST',
            path: '/files/{{steps.create.output.id}}/permissions',
            body: { type: 'user', role: 'reader', emailAddress: '{{settings.notify-email}}' },
            retry: true,
          },
        ],
      },
    ],
  },
  {
    slug: 'find-files',
    description: 'Find files by name',
    infoText: 'Lets the app search this Drive.',
    inputs: [],
    trigger: { type: 'request', validation: { body: { query: { type: 'string' } } } },
    steps: [
      {
        id: 'text',
        type: 'function',
        return: quoted('{{trigger.body.query}}'),
      },
      {
        id: 'list',
        type: 'request',
        method: 'GET',
        path: '/files',
        query: {
          q: "name contains '{{steps.text.output}}' and trashed = false",
          orderBy: 'name',
          fields: 'files(id,name,mimeType,size)',
        },
      },
      {
        id: 'answer',
        type: 'response',
        body: { account: '{{account.providerData.email}}', files: '{{steps.list.output.files}}' },
      },
    ],
  },
  {
    slug: 'read-file',
    description: 'Open a file in the app',
    inputs: [],
    trigger: { type: 'request', validation: { body: { fileId: { type: 'string' } } } },
    steps: [
      {
        id: 'download',
        type: 'request',
        method: 'GET',
        path: '/files/{{trigger.body.fileId}}',
        query: { alt: 'media' },
        answer: 'file',
        continueOnFailure: true,
      },
      {
        id: 'found',
        type: 'conditional',
        if: { $equals: ['{{steps.download.status}}', 200] },
        yes: [{ id: 'send', type: 'response', file: '{{steps.download.output}}' }],
        no: [
          {
            id: 'refuse',
            type: 'response',
            status: 404,
            body: { message: 'There is no such file in this Drive.', fileId: '{{trigger.body.fileId}}' },
          },
        ],
      },
    ],
  },
  {
    slug: 'save-scans',
    description: 'Save scans from a device',
    infoText: 'A scanner that can call a web address puts its scans into this Drive.',
    inputs: [],
    trigger: { type: 'webhook' },
    steps: saveTextFile('{{trigger.body.name}}', '{{trigger.body.text}}', 'root'),
  },
]
