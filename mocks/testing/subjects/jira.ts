import { signInAtJira, WORK } from '../../provider/jira/testing.ts'
import { formWithFile } from './multipart.ts'
import type { Subject } from './subject.ts'

interface Issue {
  id: string
  key: string
}

export const jira: Subject = {
  service: 'jira',
  async signIn(fixture) {
    const { token, cloudId, call, json } = await signInAtJira(fixture, WORK)
    return {
      token,
      async furnish() {
        const { values } = await json<{ values: { id: string; key: string }[] }>('GET', '/project/search')
        const project = values[0] ?? { id: '', key: '' }
        const fields = { project: { key: project.key }, summary: 'Made up', issuetype: { name: 'Task' } }
        const issue = await json<Issue>('POST', '/issue', { fields }, 201)
        const { text, mediaType } = formWithFile({})
        const headers = { 'x-atlassian-token': 'no-check', 'content-type': mediaType }
        const sent = await call('POST', `/issue/${issue.id}/attachments`, text, headers)
        const [attachment] = (await sent.json()) as { id: string }[]
        const leads = await call('GET', `/attachment/content/${attachment?.id}`)
        const { transitions } = await json<{ transitions: { id: string }[] }>('GET', `/issue/${issue.id}/transitions`)
        const jql = `project = ${project.key}`
        const search = { jql, maxResults: 1 }
        const { nextPageToken } = await json<{ nextPageToken?: string }>('POST', '/search/jql', search)
        const body = { type: 'doc', version: 1, content: [{ type: 'paragraph' }] }
        return {
          known: {
            cloudId: [cloudId],
            project: [project.key, project.id],
            issue: [issue.key, issue.id],
            id: [attachment?.id],
            key: [new URL(leads.headers.get('location') ?? '').searchParams.get('key')],
            jql: [jql, 'updated >= -1d order by updated', 'assignee = nobody', 'project ='],
            fields: ['*all', 'summary,status', '*navigable', 'id'],
            startAt: ['0', '1', '-1'],
            maxResults: ['1', '0', 'x'],
            nextPageToken: [nextPageToken, 'x'],
            redirect: ['true', 'false'],
          },
          only: {
            searchForIssuesUsingJqlPost: {
              maxResults: [1, 5, 0],
              fields: [['*all'], ['id']],
              nextPageToken: [null, nextPageToken],
            },
          },
          bodies: {
            createIssue: [
              { fields },
              { fields: { ...fields, priority: { name: 'High' }, labels: ['a'], description: body } },
            ],
            editIssue: [{ fields: { summary: 'Another' } }, { fields: { assignee: null, duedate: '2026-01-31' } }],
            doTransition: transitions.map(({ id }) => ({ transition: { id } })),
            addComment: [{ body }],
            addAttachment: [formWithFile({})],
          },
        }
      },
    }
  },
}
