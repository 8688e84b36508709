import { demoProjects, starterProjects } from '../../catalog/demo-jira.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import type { ProviderContext } from '../provider-context.ts'
import { commentsOf, documentOf, ISSUES, type IssueData, KEYS, PROJECTS } from './issues.ts'

const HOUR = 60 * 60 * 1000

/** Gives a site the projects that it starts with, the first time that it is used. */
export function seedJira(ctx: ProviderContext, account: Account): Promise<void> {
  return ctx.store.provider.seed(account, () => ({ records: startingProjects(ctx, account) }))
}

function startingProjects(ctx: ProviderContext, account: Account): ProviderRecord[] {
  const accountId = account.id
  const now = ctx.clockOf(account.projectId).timestamp().getTime()
  const records: ProviderRecord[] = []
  const add = (kind: string, id: string, data: ProviderRecord['data'], date: Date) =>
    records.push({ accountId, kind, id, data, dateCreated: date, dateModified: date })
  let lastIssue = 10_000
  const projects = demoProjects[account.email] ?? starterProjects(account.name)
  projects.forEach(({ key, name, issues }, index) => {
    const projectId = String(10_000 + index)
    add(PROJECTS, projectId, { key, name, lastNumber: issues.length }, new Date(now - 9000 * HOUR + index))
    issues.forEach(
      ({ summary, description, type, status, priority, labels = [], mine, comments = [], hoursOld }, at) => {
        const id = String(lastIssue++)
        const date = new Date(now - hoursOld * HOUR)
        const data: IssueData = {
          key: `${key}-${at + 1}`,
          projectId,
          summary,
          description: description ? documentOf(description) : null,
          type,
          status,
          priority,
          labels,
          duedate: null,
          assignee: mine ? accountId : null,
          reporter: accountId,
          created: date.toISOString(),
          updated: date.toISOString(),
          resolved: status === 'Done' ? date.toISOString() : null,
        }
        add(ISSUES, id, data, date)
        add(KEYS, data.key, { issueId: id }, date)
        comments.forEach((text, number) => {
          add(commentsOf(id), `${id}${number}`, { body: documentOf([text]) }, new Date(date.getTime() + number))
        })
      },
    )
  })
  return records
}
