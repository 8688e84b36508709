import type { Context } from '../context.ts'
import type { CallFacts, Entry } from '../journal/entry.ts'
import { callOf } from '../journal/view.ts'
import {
  bringAbout,
  delay,
  hasItsPlaceIn,
  insteadOfAnswer,
  isInstead,
  misdirect,
  type Surroundings,
  spoil,
} from './bring-about.ts'
import { ConnectionDroppedError } from './connection-dropped.ts'
import type { Fault } from './fault.ts'
import type { FaultCall } from './faults.ts'
import { whoseCall } from './whose-call.ts'

type Serve = (request: Request) => Response | Promise<Response>
type ApplyContext = Surroundings & Pick<Context, 'store' | 'faults' | 'routes' | 'journal'>

/** Faults by the request that they are to happen to when it is answered. */
type Later = WeakMap<Entry, Fault>

/** Accounts that a request's faults have been chosen by. */
const judged = new WeakMap<Entry, Set<string>>()

/** Answers a request, with the fault that is for it if there is one: the oldest. */
export async function answerWithFaults(
  ctx: ApplyContext,
  later: Later,
  entry: Entry,
  request: Request,
  serve: Serve,
): Promise<Response> {
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
  if (isPreflight) return serve(request)
  const call = await faultCall(ctx, entry, request)
  const { projectId } = entry.facts
  if (projectId === undefined) return serve(request)
  const fault = ctx.faults.take(projectId, call, ({ effect }) => hasItsPlaceIn(effect, call))
  if (fault) {
    name(entry, fault)
    return bringAbout(ctx, fault, call.service, request, serve)
  }
  let answer: Response
  try {
    answer = await serve(request)
  } catch (error) {
    if (!later.has(entry)) throw error
    answer = new Response(null, { status: 502 })
  }
  const late = later.get(entry)
  if (late) {
    void (isInstead(late.effect) ? answer.body?.cancel().catch(() => undefined) : undefined)
    return (await insteadOfAnswer(ctx, late.effect, call.service, request)) ?? spoil(late.effect, answer)
  }
  return astray(ctx, entry, call, request, answer)
}

/** What goes wrong on the way back from the provider, which only its answer tells. */
async function astray(
  ctx: ApplyContext,
  entry: Entry,
  call: FaultCall,
  request: Request,
  answer: Response,
): Promise<Response> {
  const fault = ctx.faults.take(entry.facts.projectId ?? '', call, ({ effect }) => hasItsPlaceIn(effect, call, answer))
  if (!fault) return answer
  name(entry, fault)
  await delay(ctx, fault.effect, request.signal)
  return misdirect(ctx, fault.effect, request, answer)
}

/**
 * Which account a request to Paragon is made as may turn out when it calls the third party: because it named none, or one
 * by its external id. A fault for that account happens to the request then. Throws, in place of the call, when the request
 * is not to be answered by it.
 */
export async function judgeByAccount(ctx: ApplyContext, later: Later, entry: Entry, facts: CallFacts): Promise<void> {
  const { projectId, account, purpose } = facts
  const credentialId = account?.credentialId
  if (entry.place !== 'paragon' || purpose !== undefined || projectId === undefined || !credentialId) return
  const before = judged.get(entry) ?? new Set()
  if (entry.fault || before.has(credentialId)) return
  judged.set(entry, before.add(credentialId))
  const call = { ...callOf(entry, ctx), place: entry.place, purpose, credentials: namesOf(account) }
  const fault = ctx.faults.take(
    projectId,
    call,
    ({ match, effect }) => match.credential !== undefined && hasItsPlaceIn(effect, call),
  )
  if (!fault) return
  name(entry, fault)
  await delay(ctx, fault.effect, new AbortController().signal)
  later.set(entry, fault)
  if (isInstead(fault.effect)) throw new ConnectionDroppedError()
}

async function faultCall(ctx: ApplyContext, entry: Entry, request: Request): Promise<FaultCall> {
  const { place } = entry
  const isOut = place === 'call' || place === 'webhook'
  const whose = isOut
    ? { ...entry.facts, credentials: namesOf(entry.facts.account) }
    : await whoseCall(ctx, place, request)
  entry.facts = { ...entry.facts, projectId: whose.projectId, userId: whose.userId }
  if (!isOut) judged.set(entry, new Set(whose.credentials))
  const call = callOf(entry, ctx)
  return { ...call, place, purpose: whose.purpose, credentials: [...call.credentials, ...whose.credentials] }
}

function namesOf(account: CallFacts['account']): string[] {
  return [account?.credentialId, account?.externalId].filter((each) => typeof each === 'string')
}

function name(entry: Entry, { id, name: given }: Fault): void {
  entry.fault = { id, name: given ?? null }
}
