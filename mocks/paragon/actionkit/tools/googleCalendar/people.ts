import { z } from 'zod'
import { pagination, requiredText } from '../../inputs.ts'
import { defineTool } from '../../tool.ts'
import { googlePage } from '../google-page.ts'

const PEOPLE = 'https://people.googleapis.com/v1'
const FIELDS = 'names,emailAddresses,phoneNumbers,organizations'
const DIRECTORY = 'DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE'
/** As many as Google finds at once. */
const FOUND = 30

const query = requiredText('Search Query', { subtitle: 'The beginning of a name or an e-mail address' })

export const getContacts = defineTool({
  name: 'GOOGLE_CALENDAR_GET_CONTACTS',
  title: 'Get Contacts',
  description: 'List the contacts of a Google account',
  parameters: z.strictObject({ paginationParameters: pagination(1000) }),
  run: async (account, { paginationParameters }) =>
    googlePage(
      await account.json('GET', `${PEOPLE}/people/me/connections`, {
        query: {
          personFields: FIELDS,
          pageSize: paginationParameters?.limit ?? 100,
          pageToken: paginationParameters?.pageCursor ?? undefined,
        },
      }),
    ),
})

export const searchContacts = defineTool({
  name: 'GOOGLE_CALENDAR_SEARCH_CONTACTS',
  title: 'Search Contacts',
  description: 'Search the contacts of a Google account',
  parameters: z.strictObject({ query }),
  run: async (account, { query }) =>
    googlePage(
      await account.json('GET', `${PEOPLE}/people:searchContacts`, {
        query: { query, readMask: FIELDS, pageSize: FOUND },
      }),
    ),
})

export const listDirectoryPeople = defineTool({
  name: 'GOOGLE_CALENDAR_LIST_DIRECTORY_PEOPLE',
  title: 'List Directory People',
  description: 'List the people in the directory of the organization of a Google account',
  parameters: z.strictObject({ paginationParameters: pagination(1000) }),
  run: async (account, { paginationParameters }) =>
    googlePage(
      await account.json('GET', `${PEOPLE}/people:listDirectoryPeople`, {
        query: {
          readMask: FIELDS,
          sources: DIRECTORY,
          pageSize: paginationParameters?.limit ?? 100,
          pageToken: paginationParameters?.pageCursor ?? undefined,
        },
      }),
    ),
})

export const searchDirectoryPeople = defineTool({
  name: 'GOOGLE_CALENDAR_SEARCH_DIRECTORY_PEOPLE',
  title: 'Search Directory People',
  description: 'Search the directory of the organization of a Google account',
  parameters: z.strictObject({ query, paginationParameters: pagination(500) }),
  run: async (account, { query, paginationParameters }) =>
    googlePage(
      await account.json('GET', `${PEOPLE}/people:searchDirectoryPeople`, {
        query: {
          query,
          readMask: FIELDS,
          sources: DIRECTORY,
          pageSize: paginationParameters?.limit ?? 100,
          pageToken: paginationParameters?.pageCursor ?? undefined,
        },
      }),
    ),
})
