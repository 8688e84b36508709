import { z } from 'zod'
import { type Answer, content, empty, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { refusalsOf } from '../refusals.ts'
import { SITE } from './api.ts'
import { newComment, newIssue, searchBody, transition } from './schemas.ts'

const text = z.string()
/** As Jira writes them: with an offset, without a colon in it. */
const jiraInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/)
/** developer.atlassian.com/cloud/jira/platform/apis/document/structure */
const document = z.looseObject({ type: z.literal('doc'), version: z.number(), content: z.array(z.unknown()) })

/** developer.atlassian.com/cloud/jira/platform/rest/v3/intro, "Status codes". */
const ofJira = z.object({ errorMessages: z.array(text), errors: z.record(text, text) }).meta({ id: 'JiraErrors' })
/** Of the gateway before Jira, which looks at tokens. */
const ofGateway = z.object({ code: z.int(), message: text }).meta({ id: 'AtlassianGatewayError' })

const refusals = refusalsOf(ofJira)
const atGateway = refusalsOf(ofGateway)(401, 429)
/** The gateway knows no site of others. */
const refused: Record<string, Answer> = { ...atGateway, ...refusalsOf(z.union([ofJira, ofGateway]))(404) }

const userFields = {
  self: text,
  accountId: text,
  accountType: z.literal('atlassian'),
  emailAddress: text,
  displayName: text,
  active: z.boolean(),
  timeZone: text,
}
const user = z.object(userFields).meta({ id: 'JiraUser' })
/** Of groups and roles, which nobody has here. */
const none = z.object({ size: z.literal(0), items: z.array(z.never()) })

const projectFields = {
  self: text,
  id: text,
  key: text,
  name: text,
  projectTypeKey: text,
  simplified: z.boolean(),
  style: text,
}
const project = z.object(projectFields).meta({ id: 'JiraProject' })

const issueType = z
  .object({ self: text, id: text, description: text, name: text, subtask: z.boolean(), hierarchyLevel: z.int() })
  .meta({ id: 'JiraIssueType' })
const status = z
  .object({
    self: text,
    description: text,
    name: text,
    id: text,
    statusCategory: z.object({ self: text, id: z.int(), key: text, colorName: text, name: text }),
  })
  .meta({ id: 'JiraStatus' })

const comment = z
  .object({
    self: text,
    id: text,
    author: user,
    body: document,
    updateAuthor: user,
    created: jiraInstant,
    updated: jiraInstant,
  })
  .meta({ id: 'JiraComment' })
const page = { startAt: z.int(), maxResults: z.int(), total: z.int() }
const comments = z.object({ ...page, comments: z.array(comment) }).meta({ id: 'JiraComments' })

const attachment = z
  .object({
    self: text,
    id: text,
    filename: text,
    author: user,
    created: jiraInstant,
    size: z.int(),
    mimeType: text,
    content: text,
  })
  .meta({ id: 'JiraAttachment' })

/** Only fields that were asked for are there, and without any not even `fields`. */
const issue = z
  .object({
    expand: text,
    id: text,
    self: text,
    key: text,
    fields: z
      .object({
        summary: text,
        description: document.nullable(),
        issuetype: issueType,
        status,
        priority: z.object({ self: text, name: text, id: text }),
        project,
        labels: z.array(text),
        duedate: z.iso.date().nullable(),
        assignee: user.nullable(),
        reporter: user,
        creator: user,
        created: jiraInstant,
        updated: jiraInstant,
        resolution: z.object({ id: text, name: text, description: text }).nullable(),
        resolutiondate: jiraInstant.nullable(),
        attachment: z.array(attachment),
        comment: comments,
      })
      .partial()
      .optional(),
  })
  .meta({ id: 'JiraIssue' })
const found = z.object({ issues: z.array(issue), nextPageToken: text.optional(), isLast: z.boolean() })

const optional = z.string().optional()
const numbers = { startAt: z.int().min(0).optional(), maxResults: z.int().min(0).optional() }
const fields = optional.describe('Names, separated by commas, *all, or *navigable')

export const jiraOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/oauth/token/accessible-resources',
    operationId: 'listAccessibleResources',
    summary: 'The sites that the token is for, and what it may do there',
    source: 'documented',
    access: 'read',
    responses: {
      200: ok(z.array(z.object({ id: uuid, url: text, name: text, scopes: z.array(text), avatarUrl: text }))),
      ...atGateway,
    },
  },
  {
    method: 'GET',
    path: '/jira/attachment',
    operationId: 'followAttachmentLink',
    summary: 'The content of an attachment, by the link that getAttachmentContent leads to',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    query: z.object({ key: optional }),
    responses: { 200: content('The content, of the media type that it came with', '*/*'), ...refusals(404) },
  },
  {
    method: 'GET',
    path: `${SITE}/myself`,
    operationId: 'getCurrentUser',
    summary: 'Whose token it is',
    source: 'documented',
    access: 'read',
    responses: {
      200: ok(z.object({ ...userFields, locale: text, groups: none, applicationRoles: none })),
      ...refused,
    },
  },
  {
    method: 'GET',
    path: `${SITE}/project/search`,
    operationId: 'searchProjects',
    summary: 'Projects by key or name, a page at a time',
    source: 'documented',
    access: 'read',
    query: z.object({ ...numbers, query: optional }),
    responses: {
      200: ok(z.object({ self: text, ...page, isLast: z.boolean(), values: z.array(project) })),
      ...refused,
      ...refusals(400),
    },
  },
  {
    method: 'GET',
    path: `${SITE}/project/:project`,
    operationId: 'getProject',
    summary: 'One project, by id or key',
    source: 'documented',
    access: 'read',
    responses: {
      200: ok(z.object({ ...projectFields, description: text, lead: user, issueTypes: z.array(issueType) })),
      ...refused,
    },
  },
  {
    method: 'GET',
    path: `${SITE}/search/jql`,
    operationId: 'searchForIssuesUsingJql',
    summary: 'Issues by JQL, a page at a time',
    source: 'documented',
    access: 'read',
    query: z.object({ jql: optional, maxResults: numbers.maxResults, nextPageToken: optional, fields }),
    responses: { 200: ok(found), ...refused, ...refusals(400) },
  },
  {
    method: 'POST',
    path: `${SITE}/search/jql`,
    operationId: 'searchForIssuesUsingJqlPost',
    summary: 'The same, by a body',
    source: 'documented',
    access: 'read',
    body: searchBody,
    responses: { 200: ok(found), ...refused, ...refusals(400) },
  },
  {
    method: 'POST',
    path: `${SITE}/issue`,
    operationId: 'createIssue',
    summary: 'Makes an issue under the next number of its project',
    source: 'documented',
    access: 'write',
    body: newIssue,
    responses: { 201: ok(z.object({ id: text, key: text, self: text }), 'Made'), ...refused, ...refusals(400, 413) },
  },
  {
    method: 'GET',
    path: `${SITE}/issue/:issue`,
    operationId: 'getIssue',
    summary: 'One issue, by id or key',
    source: 'documented',
    access: 'read',
    query: z.object({ fields }),
    responses: { 200: ok(issue), ...refused },
  },
  {
    method: 'PUT',
    path: `${SITE}/issue/:issue`,
    operationId: 'editIssue',
    summary: 'Changes fields of an issue',
    source: 'documented',
    access: 'write',
    body: newIssue,
    responses: { 204: empty(), ...refused, ...refusals(400, 413) },
  },
  {
    method: 'DELETE',
    path: `${SITE}/issue/:issue`,
    operationId: 'deleteIssue',
    summary: 'Removes an issue with its comments and attachments',
    source: 'documented',
    access: 'write',
    responses: { 204: empty(), ...refused },
  },
  {
    method: 'GET',
    path: `${SITE}/issue/:issue/transitions`,
    operationId: 'getTransitions',
    summary: 'Where an issue may go',
    source: 'documented',
    access: 'read',
    responses: {
      200: ok(
        z.object({
          expand: text,
          transitions: z.array(z.object({ id: text, name: text, to: status, isAvailable: z.boolean() })),
        }),
      ),
      ...refused,
    },
  },
  {
    method: 'POST',
    path: `${SITE}/issue/:issue/transitions`,
    operationId: 'doTransition',
    summary: 'Takes an issue to another status',
    source: 'documented',
    access: 'write',
    body: transition,
    responses: { 204: empty(), ...refused, ...refusals(400, 413) },
  },
  {
    method: 'GET',
    path: `${SITE}/issue/:issue/comment`,
    operationId: 'getComments',
    summary: 'Comments of an issue, oldest first, a page at a time',
    source: 'documented',
    access: 'read',
    query: z.object(numbers),
    responses: { 200: ok(comments), ...refused, ...refusals(400) },
  },
  {
    method: 'POST',
    path: `${SITE}/issue/:issue/comment`,
    operationId: 'addComment',
    summary: 'Comments on an issue',
    source: 'documented',
    access: 'write',
    body: newComment,
    responses: { 201: ok(comment, 'Made'), ...refused, ...refusals(400, 413) },
  },
  {
    method: 'POST',
    path: `${SITE}/issue/:issue/attachments`,
    operationId: 'addAttachment',
    summary: 'Attaches files to an issue',
    source: 'documented',
    access: 'write',
    headers: z.object({ 'x-atlassian-token': z.literal('no-check') }),
    body: { mediaTypes: ['multipart/form-data'], schema: z.object({ file: z.file() }) },
    responses: { 200: ok(z.array(attachment).min(1)), ...refused, ...refusals(400, 403, 413, 415) },
  },
  {
    method: 'GET',
    path: `${SITE}/attachment/content/:id`,
    operationId: 'getAttachmentContent',
    summary: 'The content of an attachment, or where it is',
    source: 'documented',
    access: 'read',
    query: z.object({ redirect: z.boolean().optional() }),
    responses: {
      200: content('The content, of the media type that it came with', '*/*'),
      303: { description: 'Where the content is, for an hour' },
      ...refused,
    },
  },
]
