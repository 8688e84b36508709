import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import { attachmentData, commentData, find, PRIORITIES, STATUSES, TYPES } from './issues.ts'
import type { Issue, Project } from './operations.ts'

/** Where a site's API is, as its own answers say. */
export const apiUrl = (cloudId: string) => `https://api.atlassian.com/ex/jira/${cloudId}/rest/api/3`

/** Shown resources of one site. */
export function createViews(account: Account, cloudId: string) {
  const api = apiUrl(cloudId)
  const user = {
    self: `${api}/user?accountId=${account.id}`,
    accountId: account.id,
    accountType: 'atlassian',
    emailAddress: account.email,
    displayName: account.name,
    active: true,
    timeZone: 'Etc/UTC',
  }

  function project({ id, key, name }: Project) {
    return {
      self: `${api}/project/${id}`,
      id,
      key,
      name,
      projectTypeKey: 'software',
      simplified: false,
      style: 'classic',
    }
  }

  function statusOf(name: string) {
    const status = STATUSES.find((each) => each.name === name) ?? STATUSES[0]
    const { id, category } = status
    const statusCategory = { self: `${api}/statuscategory/${category.id}`, ...category }
    return { self: `${api}/status/${id}`, description: '', name: status.name, id, statusCategory }
  }

  const typeOf = (name: string) => {
    const { id } = find(TYPES, { name }) ?? TYPES[0]
    return { self: `${api}/issuetype/${id}`, id, description: '', name, subtask: false, hierarchyLevel: 0 }
  }
  const priorityOf = (name: string) => {
    const { id } = find(PRIORITIES, { name }) ?? PRIORITIES[2]
    return { self: `${api}/priority/${id}`, name, id }
  }

  function comment(issueId: string, { id, data, dateCreated }: ProviderRecord) {
    const date = offsetDate(dateCreated.toISOString())
    return {
      self: `${api}/issue/${issueId}/comment/${id}`,
      id,
      author: user,
      body: commentData.parse(data).body,
      updateAuthor: user,
      created: date,
      updated: date,
    }
  }

  function attachment({ id, data, dateCreated }: ProviderRecord) {
    const { filename, mimeType, size } = attachmentData.parse(data)
    return {
      self: `${api}/attachment/${id}`,
      id,
      filename,
      author: user,
      created: offsetDate(dateCreated.toISOString()),
      size,
      mimeType,
      content: `${api}/attachment/content/${id}`,
    }
  }

  /** `fields`: names of those wanted; undefined is all. Comments and attachments are there when they were looked up. */
  function issue(
    given: Issue,
    of: Project,
    fields: ReadonlySet<string> | undefined,
    more: Record<string, unknown> = {},
  ) {
    const all: Record<string, unknown> = {
      summary: given.summary,
      description: given.description,
      issuetype: typeOf(given.type),
      status: statusOf(given.status),
      priority: priorityOf(given.priority),
      project: project(of),
      labels: given.labels,
      duedate: given.duedate,
      assignee: given.assignee === null ? null : user,
      reporter: user,
      creator: user,
      created: offsetDate(given.created),
      updated: offsetDate(given.updated),
      resolution: given.resolved === null ? null : { id: '10000', name: 'Done', description: '' },
      resolutiondate: given.resolved === null ? null : offsetDate(given.resolved),
      ...more,
    }
    const shown = Object.entries(all).filter(([name]) => fields?.has(name) ?? true)
    return {
      expand: '',
      id: given.id,
      self: `${api}/issue/${given.id}`,
      key: given.key,
      ...(fields?.size !== 0 && { fields: Object.fromEntries(shown) }),
    }
  }

  return { user, project, statusOf, typeOf, comment, attachment, issue }
}

/** As Jira writes dates: `2026-01-31T15:04:05.000+0000`. */
const offsetDate = (text: string) => text.replace(/Z$/, '+0000')
