import type { Call } from './call'

/** A call worth trying, with a name that says what it does. */
export type Sample = Call & { id: string; title: string }

const json = (value: object) => JSON.stringify(value, null, 2)

/** By integration type, the most telling first. Paths are those of the third parties' own references. */
const samples: Record<string, Sample[]> = {
  // https://developers.google.com/workspace/drive/api/reference/rest/v3
  googledrive: [
    read('about', 'Who am I?', '/about?fields=user(displayName,emailAddress)'),
    read(
      'files',
      'List files',
      '/files?pageSize=5&orderBy=modifiedTime desc&fields=files(id,name,mimeType,modifiedTime)',
    ),
    read('search', 'Search files by name', "/files?q=name contains 'plan'&fields=files(id,name)"),
    write('create', 'Create an empty file', '/files', { name: 'Notes from Harbor.txt', mimeType: 'text/plain' }),
    read('missing', 'Ask for a file that does not exist', '/files/does-not-exist'),
  ],
  // https://developers.google.com/workspace/calendar/api/v3/reference
  googleCalendar: [
    read('calendars', 'List calendars', '/users/me/calendarList?fields=items(id,summary,primary,accessRole)'),
    read(
      'events',
      'List events',
      '/calendars/primary/events?maxResults=5&singleEvents=true&orderBy=startTime&fields=items(id,summary,start,end)',
    ),
    write('create', 'Create an event', '/calendars/primary/events', {
      summary: 'Review with Harbor',
      start: { dateTime: '2030-05-06T10:00:00Z' },
      end: { dateTime: '2030-05-06T10:30:00Z' },
    }),
    read('missing', 'Ask for an event that does not exist', '/calendars/primary/events/doesnotexist'),
  ],
  // https://docs.slack.dev/reference/methods
  slack: [
    // Slack takes GET for reading as well as POST (https://docs.slack.dev/apis/web-api).
    read('whoami', 'Who am I?', '/auth.test'),
    read('channels', 'List channels', '/conversations.list?limit=10'),
    write('post', 'Post a message', '/chat.postMessage', { channel: '#general', text: 'Sent from Harbor :wave:' }),
  ],
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest
  salesforce: [
    read('accounts', 'Query accounts', '/query?q=SELECT+Id,Name+FROM+Account'),
    write('create', 'Create a contact', '/sobjects/Contact', {
      FirstName: 'Ada',
      LastName: 'Quill',
      Email: 'ada.quill@mail.example',
    }),
    read('malformed', 'Send a query that is malformed', '/query?q=SELECT+FROM+Account'),
  ],
  // https://learn.microsoft.com/graph/api/resources/onedrive
  onedrive: [
    read('drive', 'Whose drive is this?', '/me/drive?$select=id,name,driveType,owner'),
    read('files', 'List files', '/me/drive/root/children?$top=5&$select=id,name,size,lastModifiedDateTime'),
    write('create', 'Create a folder', '/me/drive/root/children', {
      name: 'From Harbor',
      folder: {},
      '@microsoft.graph.conflictBehavior': 'rename',
    }),
    read('missing', 'Ask for a file that does not exist', '/me/drive/root:/does-not-exist.txt'),
  ],
  // https://learn.microsoft.com/graph/api/resources/sharepoint
  sharepoint: [
    read('sites', 'List sites', '/sites?search=*'),
    read('drives', 'List the libraries of a site', '/sites/root/drives?$select=id,name,webUrl'),
    read('files', 'List files', '/sites/root/drive/root/children?$top=5&$select=id,name,size'),
    read('missing', 'Ask for a site that does not exist', '/sites/does-not-exist'),
  ],
  // https://developer.box.com/reference
  box: [
    read('me', 'Who am I?', '/users/me?fields=name,login'),
    read('files', 'List files', '/folders/0/items?limit=5&fields=name,size,modified_at'),
    write('create', 'Create a folder', '/folders', { name: 'From Harbor', parent: { id: '0' } }),
    read('missing', 'Ask for a file that does not exist', '/files/1'),
  ],
  // https://developer.atlassian.com/cloud/jira/platform/rest/v3
  jira: [
    read('me', 'Who am I?', '/rest/api/3/myself'),
    read('projects', 'List projects', '/rest/api/3/project/search'),
    write('search', 'Search issues', '/rest/api/3/search/jql', {
      jql: 'created >= "-365d" ORDER BY updated DESC',
      fields: ['summary', 'status'],
      maxResults: 5,
    }),
    read('missing', 'Ask for an issue that does not exist', '/rest/api/3/issue/NONE-1'),
  ],
  // https://developers.hubspot.com/docs/reference/api/crm/objects/contacts
  hubspot: [
    read('contacts', 'List contacts', '/crm/v3/objects/contacts?limit=5&properties=email,firstname,lastname'),
    write('create', 'Create a contact', '/crm/v3/objects/contacts', {
      properties: { email: 'ada.quill@mail.example', firstname: 'Ada', lastname: 'Quill' },
    }),
    read('missing', 'Ask for a contact that does not exist', '/crm/v3/objects/contacts/1'),
  ],
}

/** The samples of an integration; none for those that nobody has written any for. */
export function samplesFor(integration: string): Sample[] {
  return samples[integration] ?? []
}

/** The sample that a call is, word for word. */
export function sampleOf(integration: string, { method, path, body }: Call): Sample | undefined {
  return samplesFor(integration).find(
    (sample) => sample.method === method && sample.path === path && sample.body === body,
  )
}

function read(id: string, title: string, path: string): Sample {
  return { id, title, method: 'GET', path, body: '' }
}

function write(id: string, title: string, path: string, body: object): Sample {
  return { id, title, method: 'POST', path, body: json(body) }
}
