import { contentLinks } from '../content-link.ts'
import type { ProviderContext } from '../provider-context.ts'
import { bodyOf, type JiraApp, type JiraRequest, jiraApp, numberOf, SITE } from './api.ts'
import { JiraError } from './errors.ts'
import { attachmentData, STATUSES, TYPES } from './issues.ts'
import {
  addAttachment,
  addComment,
  createIssue,
  deleteIssue,
  editIssue,
  findAttachment,
  findIssue,
  findProject,
  type Issue,
  listAttachments,
  listComments,
  type Project,
  projectsOf,
  searchIssues,
  transitionId,
  transitionIssue,
} from './operations.ts'
import { newComment, newIssue, searchBody, transition } from './schemas.ts'
import { siteOf } from './site.ts'
import { apiUrl, createViews } from './views.ts'

/** Where links to attachments lead, on the provider's own address. */
const ATTACHMENT_PATH = '/jira/attachment'
/** Milliseconds. */
const LINK_VALID_FOR = 60 * 60 * 1000

/** Jira Cloud's platform API, version 3: projects, issues, comments and attachments of the site of the token's account. */
export function jiraRoutes(ctx: ProviderContext): JiraApp {
  const app = jiraApp(ctx)
  const links = contentLinks(ctx, ATTACHMENT_PATH, LINK_VALID_FOR)
  const viewsOf = (c: JiraRequest) => createViews(c.var.account, siteOf(c.var.account).cloudId)

  app.get('/oauth/token/accessible-resources', (c) => {
    const { cloudId, name, url } = siteOf(c.var.account)
    const scopes = c.var.scopes.filter((scope) => scope.includes('jira'))
    return c.json([{ id: cloudId, url, name, scopes, avatarUrl: `${url}/favicon.ico` }])
  })

  app.get(ATTACHMENT_PATH, async (c) => {
    const opened = links.open(c.req.query('key'))
    if (!opened) throw new JiraError(404, 'The link is not valid any more.')
    return sendContent(c, opened.accountId, opened.id)
  })

  app.get(`${SITE}/myself`, (c) => {
    const { user } = viewsOf(c)
    return c.json({
      ...user,
      locale: 'en_US',
      groups: { size: 0, items: [] },
      applicationRoles: { size: 0, items: [] },
    })
  })

  app.get(`${SITE}/project/search`, async (c) => {
    const [startAt, maxResults] = [numberOf(c, 'startAt', 0, 100_000), numberOf(c, 'maxResults', 50, 100)]
    const query = c.req.query('query')?.toLowerCase() ?? ''
    const found = (await projectsOf(ctx, c.var.account)).filter(({ key, name }) =>
      `${key} ${name}`.toLowerCase().includes(query),
    )
    const values = found.slice(startAt, startAt + maxResults).map(viewsOf(c).project)
    const isLast = startAt + values.length >= found.length
    return c.json({ self: c.req.url, maxResults, startAt, total: found.length, isLast, values })
  })
  app.get(`${SITE}/project/:project`, async (c) => {
    const { project, typeOf, user } = viewsOf(c)
    const found = await findProject(ctx, c.var.account, c.req.param('project'))
    return c.json({ ...project(found), description: '', lead: user, issueTypes: TYPES.map(({ name }) => typeOf(name)) })
  })

  app.get(`${SITE}/search/jql`, async (c) => {
    return sendSearch(c, {
      jql: c.req.query('jql') ?? '',
      maxResults: numberOf(c, 'maxResults', 50, 100),
      nextPageToken: c.req.query('nextPageToken'),
      fields: c.req.query('fields')?.split(','),
    })
  })
  app.post(`${SITE}/search/jql`, async (c) => {
    const { maxResults = 50, ...body } = await bodyOf(c, searchBody)
    return sendSearch(c, { ...body, maxResults: Math.min(maxResults, 100) })
  })

  app.post(`${SITE}/issue`, async (c) => {
    const { fields } = await bodyOf(c, newIssue)
    const { id, key } = await createIssue(ctx, c.var.account, fields)
    return c.json({ id, key, self: `${apiUrl(siteOf(c.var.account).cloudId)}/issue/${id}` }, 201)
  })
  app.get(`${SITE}/issue/:issue`, async (c) => {
    const { issue } = await findIssue(c.var.account, c.req.param('issue'), ctx.store.provider.records)
    const project = await findProject(ctx, c.var.account, issue.projectId)
    return c.json(await viewIssue(c, issue, project, c.req.query('fields')?.split(',') ?? ['*all']))
  })
  app.put(`${SITE}/issue/:issue`, async (c) => {
    const { fields } = await bodyOf(c, newIssue)
    await editIssue(ctx, c.var.account, c.req.param('issue'), fields)
    return c.body(null, 204)
  })
  app.delete(`${SITE}/issue/:issue`, async (c) => {
    await deleteIssue(ctx, c.var.account, c.req.param('issue'))
    return c.body(null, 204)
  })

  app.get(`${SITE}/issue/:issue/transitions`, async (c) => {
    await findIssue(c.var.account, c.req.param('issue'), ctx.store.provider.records)
    const { statusOf } = viewsOf(c)
    const transitions = STATUSES.map((status) => ({
      id: transitionId(status),
      name: status.name,
      to: statusOf(status.name),
      isAvailable: true,
    }))
    return c.json({ expand: 'transitions', transitions })
  })
  app.post(`${SITE}/issue/:issue/transitions`, async (c) => {
    const body = await bodyOf(c, transition)
    await transitionIssue(ctx, c.var.account, c.req.param('issue'), body.transition.id)
    return c.body(null, 204)
  })

  app.get(`${SITE}/issue/:issue/comment`, async (c) => {
    const [startAt, maxResults] = [numberOf(c, 'startAt', 0, 100_000), numberOf(c, 'maxResults', 100, 5000)]
    const found = await listComments(ctx, c.var.account, c.req.param('issue'))
    const page = found.slice(startAt, startAt + maxResults)
    const comments = page.map((each) => viewsOf(c).comment(each.kind.replace(/^.*\//, ''), each))
    return c.json({ startAt, maxResults, total: found.length, comments })
  })
  app.post(`${SITE}/issue/:issue/comment`, async (c) => {
    const comment = await addComment(ctx, c.var.account, c.req.param('issue'), await bodyOf(c, newComment))
    return c.json(viewsOf(c).comment(comment.kind.replace(/^.*\//, ''), comment), 201)
  })

  app.post(`${SITE}/issue/:issue/attachments`, async (c) => {
    // developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments: without it the call is blocked.
    if (c.req.header('x-atlassian-token') !== 'no-check') throw new JiraError(403, 'XSRF check failed')
    const form = await c.req.raw.formData().catch(() => {
      throw new JiraError(415, 'The body must be multipart/form-data.')
    })
    const added: object[] = []
    for (const file of form.getAll('file')) {
      if (!(file instanceof File)) continue
      const content = new Uint8Array(await file.arrayBuffer())
      const input = { filename: file.name, mimeType: file.type || 'application/octet-stream', content }
      added.push(viewsOf(c).attachment(await addAttachment(ctx, c.var.account, c.req.param('issue'), input)))
    }
    if (added.length === 0) throw new JiraError(400, 'The body has no file.')
    return c.json(added)
  })
  app.get(`${SITE}/attachment/content/:id`, async (c) => {
    const id = c.req.param('id')
    if (c.req.query('redirect') === 'false') return sendContent(c, c.var.account.id, id)
    await findAttachment(ctx, c.var.account.id, id)
    return c.redirect(links.url({ accountId: c.var.account.id, id }), 303)
  })

  app.all(`${SITE}/*`, () => {
    throw new JiraError(404, 'There is no such resource in the sandbox’s Jira.')
  })
  return app

  async function sendContent(c: JiraRequest, accountId: string, id: string): Promise<Response> {
    const { record, content } = await findAttachment(ctx, accountId, id)
    return c.body(new Uint8Array(content), 200, {
      'Content-Type': attachmentData.parse(record.data).mimeType,
      'Content-Disposition': 'attachment',
      'X-Content-Type-Options': 'nosniff',
    })
  }

  async function sendSearch(
    c: JiraRequest,
    given: {
      jql: string
      maxResults: number
      nextPageToken?: string | null | undefined
      fields?: string[] | undefined
    },
  ): Promise<Response> {
    const { jql, maxResults, fields = ['id'] } = given
    const { issues, nextPageToken } = await searchIssues(ctx, c.var.account, {
      jql,
      maxResults: Math.max(maxResults, 1),
      nextPageToken: given.nextPageToken ?? undefined,
    })
    const projects = new Map((await projectsOf(ctx, c.var.account)).map((project) => [project.id, project]))
    const views: object[] = []
    for (const issue of issues) {
      const project = projects.get(issue.projectId)
      if (project) views.push(await viewIssue(c, issue, project, fields))
    }
    return c.json({ issues: views, ...(nextPageToken && { nextPageToken }), isLast: nextPageToken === undefined })
  }

  /** `fields`: names, `*all`, or `*navigable`, which is all but comments and attachments; `id` alone is none. */
  async function viewIssue(c: JiraRequest, issue: Issue, project: Project, fields: readonly string[]) {
    const names = new Set(fields.map((name) => name.trim()))
    const isAll = names.has('*all')
    const views = viewsOf(c)
    const more: Record<string, unknown> = {}
    if (isAll || names.has('attachment')) {
      more.attachment = (await listAttachments(ctx, c.var.account, issue.id)).map(views.attachment)
    }
    if (isAll || names.has('comment')) {
      const comments = (await listComments(ctx, c.var.account, issue.id)).map((each) => views.comment(issue.id, each))
      more.comment = { comments, startAt: 0, maxResults: comments.length, total: comments.length }
    }
    names.delete('id')
    names.delete('key')
    return views.issue(issue, project, isAll || names.has('*navigable') ? undefined : names, more)
  }
}
