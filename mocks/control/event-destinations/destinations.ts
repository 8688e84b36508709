import type { Context } from '../../context.ts'
import type { Random } from '../../random.ts'
import type { EventDestination } from '../../store/event-destinations.ts'
import { Problem } from '../problem.ts'
import type { EventDestinationsInput } from './schemas.ts'

/**
 * Whom the vendor tells of failed workflows by default, the user who has created the project; a sandbox has no such user,
 * so that the address is assumed.
 */
export const firstDestinations: EventDestinationsInput = [
  { type: 'EMAIL', to: 'project.owner@sandbox.example', events: ['WORKFLOW_FAILURE'], isEnabled: true },
]

/**
 * The destinations that a project is to have, from what was given and those that it has: one that is given with its id stays
 * the same one. Throws a 422 for an address that is not allowed, and for ids that are not the project's.
 */
export function destinationsFrom(
  ctx: Pick<Context, 'webhooks'>,
  random: Random,
  given: EventDestinationsInput,
  known: readonly EventDestination[],
  now: Date,
): EventDestination[] {
  const taken = new Set<string>()
  return given.map(({ id, ...destination }, index) => {
    const refuse = (field: string, problem: string) =>
      new Problem(422, 'Unprocessable Content', `eventDestinations.${index}.${field}: ${problem}`)
    const before = known.find((each) => each.id === id)
    if (id !== undefined && !before) throw refuse('id', 'is not one of the project’s')
    if (id !== undefined && taken.has(id)) throw refuse('id', 'is there twice')
    if (id !== undefined) taken.add(id)
    const problem = destination.type === 'WEBHOOK' ? ctx.webhooks.problemWith(destination.url) : undefined
    if (problem) throw refuse('url', problem)
    return { ...destination, id: id ?? random.uuid(), dateEnabled: before?.isEnabled ? before.dateEnabled : now }
  })
}

export async function describeDestinations(ctx: Context, projectId: string) {
  const destinations = await ctx.store.eventDestinations.list(projectId)
  return destinations.map(({ dateEnabled: _, ...destination }) => destination)
}
