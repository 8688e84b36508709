import { z } from 'zod'
import { type ThirdParty, type ThirdPartyCall, ThirdPartyError } from '../../../credentials/third-party.ts'

const answer = z.looseObject({ ok: z.boolean() })
export type SlackAnswer = z.infer<typeof answer>

/** Calls a method that reads. Slack refuses with status 200 (docs.slack.dev/apis/web-api): that is a refusal here. */
export function readSlack(account: ThirdParty, method: string, query: ThirdPartyCall['query'] = {}) {
  return callSlack(account, 'GET', method, { query })
}

/** Calls a method that writes, with JSON. */
export function writeSlack(account: ThirdParty, method: string, body: object) {
  return callSlack(account, 'POST', method, { body, headers: { 'content-type': 'application/json; charset=utf-8' } })
}

async function callSlack(
  account: ThirdParty,
  verb: string,
  method: string,
  call: ThirdPartyCall,
): Promise<SlackAnswer> {
  const said = answer.parse(await account.json(verb, method, call))
  if (!said.ok) throw new ThirdPartyError(400, JSON.stringify(said))
  return said
}

const page = z.object({ response_metadata: z.object({ next_cursor: z.string().optional() }).optional() })

/** A page of Slack's, with the way to the next one under the vendor's name. */
export function slackPage(said: SlackAnswer) {
  // Slack ends with an empty cursor.
  return { ...said, nextPageCursor: page.parse(said).response_metadata?.next_cursor || null }
}
