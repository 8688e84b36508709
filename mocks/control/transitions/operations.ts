import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Job, Transitions } from '../../store/jobs.ts'
import type { Project } from '../../store/projects.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import { jobKinds, type Transition, type TransitionsInput, transitionKinds, type transitionQuery } from './schemas.ts'

/** What the store is to know of how a project's jobs pass; `before`: of those that are not mentioned. */
export function transitionsOf(given: TransitionsInput = {}, before: Transitions = {}): Transitions | undefined {
  const wanted = transitionKinds.flatMap((kind): [string, 'manual' | number][] => {
    const how = given[kind] ?? fromStore(before[jobKinds[kind]])
    if (how === 'immediate') return []
    return [[jobKinds[kind], how === 'manual' ? how : how.timed]]
  })
  return wanted.length > 0 ? Object.fromEntries(wanted) : undefined
}

export function transitionsView({ transitions }: Pick<Project, 'transitions'>): Record<string, Transition> {
  return Object.fromEntries(transitionKinds.map((kind) => [kind, fromStore(transitions?.[jobKinds[kind]])]))
}

function fromStore(how: 'manual' | number | undefined): Transition {
  if (how === undefined) return 'immediate'
  return how === 'manual' ? how : { timed: how }
}

/** What has been held waits no more when its kind becomes immediate, or timed. */
export async function changeTransitions(ctx: Context, projectId: string, given: TransitionsInput): Promise<void> {
  const project = await requireProject(ctx, projectId)
  await ctx.store.projects.setTransitions(projectId, transitionsOf(given, project.transitions ?? {}) ?? {})
  ctx.scheduler.wake()
}

/** What is about to happen in a project, earliest first. */
export async function listTransitions(ctx: Context, projectId: string, query: z.infer<typeof transitionQuery>) {
  const project = await requireProject(ctx, projectId)
  const kinds = query.kind === undefined ? transitionKinds : [query.kind]
  const jobs = await ctx.store.jobs.ofKinds(
    projectId,
    kinds.map((kind) => jobKinds[kind]),
    query.limit,
  )
  return { transitions: jobs.map((job) => view(project, job)) }
}

/**
 * Has something happen at once, whatever its time and whether it was held: one step of a sync, a workflow's run as far as
 * it goes, one attempt of a webhook, one look of a trigger. Answers what is to happen next to the same, null for nothing.
 * Throws a 404 when nothing is about to happen to it, and a 409 while it happens already.
 */
export async function advanceTransition(ctx: Context, given: { id: string; kind: string; subject: string }) {
  const project = await requireProject(ctx, given.id)
  const kind = transitionKinds.find((each) => each === given.kind)
  if (!kind) {
    throw new Problem(
      404,
      'Not Found',
      `There are no "${given.kind}" to advance: there are ${transitionKinds.join(', ')}.`,
    )
  }
  const key = [given.id, jobKinds[kind], given.subject] as const
  if (!(await ctx.store.jobs.find(...key))) {
    throw new Problem(404, 'Not Found', `Of ${kind}, nothing is about to happen to "${given.subject}".`)
  }
  if (!(await ctx.scheduler.runNow(...key))) {
    throw new Problem(409, 'Conflict', `"${given.subject}" of ${kind} is being advanced already.`)
  }
  const next = await ctx.store.jobs.find(...key)
  return { next: next ? view(project, next) : null }
}

function view({ transitions }: Project, { kind, subject, dateDue }: Job) {
  const name = transitionKinds.find((each) => jobKinds[each] === kind)
  return { kind: name, subject, dateDue, isManual: transitions?.[kind] === 'manual' }
}
