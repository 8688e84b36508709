import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { type CallMatch, differences, isMatch } from '../../journal/call-match.ts'
import { curlOf } from '../../journal/curl.ts'
import type { Entry } from '../../journal/entry.ts'
import { callOf, type EntryView, entryView } from '../../journal/view.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import type { JournalQuery, waitRequest } from './schemas.ts'

/** The entries that match, oldest first; `next` is for those that follow, also when there are none yet. */
export async function listEntries(ctx: Context, projectId: string, { since = 0, limit, ...match }: JournalQuery) {
  await requireProject(ctx, projectId)
  const all = ctx.journal.entries(projectId)
  const later = all.filter(({ position }) => ctx.journal.epoch + position > since)
  const found = later.filter((entry) => isMatch(match, callOf(entry, ctx)))
  const page = found.slice(0, limit)
  const last = page.length < found.length ? page.at(-1) : all.at(-1)
  return {
    entries: page.map((entry) => entryView(entry, ctx)),
    next: last ? Math.max(since, ctx.journal.epoch + last.position) : since,
    hasMore: page.length < found.length,
  }
}

export async function findEntry(ctx: Context, projectId: string, entryId: string): Promise<EntryView> {
  await requireProject(ctx, projectId)
  const entry = ctx.journal.entries(projectId).find(({ id }) => String(ctx.journal.epoch + id) === entryId)
  if (!entry) throw new Problem(404, 'Not Found', `The journal has no entry "${entryId}".`)
  return entryView(entry, ctx)
}

/** The request of an entry for a shell. */
export async function curlOfEntry(ctx: Context, projectId: string, entryId: string): Promise<string> {
  return `${curlOf(await findEntry(ctx, projectId, entryId))}\n`
}

export async function clearJournal(ctx: Context, projectId: string): Promise<void> {
  await requireProject(ctx, projectId)
  ctx.journal.clear(projectId)
}

/** How far a request was from what was waited for. */
export interface NearMiss {
  entry: EntryView
  differs: ReturnType<typeof differences>
}

/** Near misses that are told of. */
const SHOWN_MISSES = 5

/**
 * Waits until so many entries match, those that are there already included, and answers them. Throws a 408 that tells
 * which entries came closest, and what of them was not as wanted.
 */
export async function waitForEntries(
  ctx: Context,
  projectId: string,
  { match, count, timeoutMs, since = 0 }: z.infer<typeof waitRequest>,
  signal: AbortSignal,
) {
  await requireProject(ctx, projectId)
  const matches = (entry: Entry) => isMatch(match, callOf(entry, ctx))
  const seen = ctx.journal.entries(projectId).filter(({ position }) => ctx.journal.epoch + position > since)
  const matched = seen.filter(matches)
  if (matched.length < count) {
    // Listens before anything else can happen, so that no entry falls between the two looks.
    await new Promise<void>((resolve) => {
      const giveUp = AbortSignal.any([signal, ctx.journal.released, AbortSignal.timeout(timeoutMs)])
      const stop = ctx.journal.listen(projectId, (entry) => {
        seen.push(entry)
        if (matches(entry)) matched.push(entry)
        if (matched.length >= count) end()
      })
      function end() {
        stop()
        giveUp.removeEventListener('abort', end)
        resolve()
      }
      giveUp.addEventListener('abort', end)
      if (giveUp.aborted) end()
    })
  }
  if (matched.length < count) throw timedOut(ctx, match, { count, timeoutMs, matched, seen })
  const entries = matched.map((entry) => entryView(entry, ctx))
  return { entries, next: entries.at(-1)?.cursor ?? since }
}

function timedOut(
  ctx: Context,
  match: CallMatch,
  { count, timeoutMs, matched, seen }: { count: number; timeoutMs: number; matched: Entry[]; seen: Entry[] },
): Problem {
  const misses = seen
    .map((entry) => ({ entry, differs: differences(match, callOf(entry, ctx)) }))
    .filter(({ differs }) => differs.length > 0)
    // Of those that came equally close the newest tell most.
    .sort((left, right) => left.differs.length - right.differs.length || right.entry.position - left.entry.position)
    .slice(0, SHOWN_MISSES)
  const nearestMisses: NearMiss[] = misses.map(({ entry, differs }) => ({
    entry: entryView(entry, ctx),
    differs,
  }))
  return new Problem(
    408,
    'Request Timeout',
    `${matched.length} of ${count} entries matched within ${timeoutMs} ms; ${seen.length} were looked at.`,
    { matched: matched.map((entry) => entryView(entry, ctx)), nearestMisses },
  )
}

/**
 * Entries as server-sent events (HTML standard, section 9.2): those after `since`, and every one that follows, each with
 * its cursor for an id, so that a client that was cut off goes on where it was. Ends when the client does.
 */
export async function streamEntries(
  ctx: Context,
  projectId: string,
  { since, ...match }: Omit<JournalQuery, 'limit'>,
): Promise<ReadableStream<Uint8Array>> {
  await requireProject(ctx, projectId)
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (entry: Entry) => {
        if (!isMatch(match, callOf(entry, ctx))) return
        const view = entryView(entry, ctx)
        const data = JSON.stringify(view)
        controller.enqueue(encoder.encode(`id: ${view.cursor}\nevent: entry\ndata: ${data}\n\n`))
      }
      // Something has to be sent for the client to know that it is connected.
      controller.enqueue(encoder.encode(': the journal\n\n'))
      if (since !== undefined) {
        for (const entry of ctx.journal.entries(projectId)) if (ctx.journal.epoch + entry.position > since) send(entry)
      }
      const unlisten = ctx.journal.listen(projectId, send)
      const end = () => {
        stop()
        controller.close()
      }
      stop = () => {
        unlisten()
        ctx.journal.released.removeEventListener('abort', end)
      }
      ctx.journal.released.addEventListener('abort', end)
    },
    cancel: () => stop(),
  })
}
