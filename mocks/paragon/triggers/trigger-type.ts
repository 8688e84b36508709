import type { z } from 'zod'
import type { Push } from '../../pushes.ts'
import type { Json } from '../../store/connected-users.ts'
import type { ThirdParty } from '../credentials/third-party.ts'

/** One kind of event that an app can hear of. Names are the vendor's where known. */
export type TriggerType = PollingTrigger | WebhookTrigger

interface TriggerFacts {
  /** Upper snake case, with the integration before it. */
  type: string
  title: string
  description: string
  /** What a subscription says; the functions below are given what fits, as it was said. */
  parameters: z.ZodObject
  /** Payloads as they could come, made of what the account has. Throws ThirdPartyError. */
  examples(account: ThirdParty, parameters: unknown): Promise<Json[]>
}

/** The third party is asked again and again. */
export interface PollingTrigger extends TriggerFacts {
  triggerModel: 'POLLING'
  /**
   * What has happened at a time or later, oldest first, to the end. Something that happened at that time may be there, or
   * not. Throws ThirdPartyError, and ApiError 400 for parameters that do not fit.
   */
  changesSince(account: ThirdParty, parameters: unknown, from: Date): AsyncIterable<Change>
}

/** The third party tells. */
export interface WebhookTrigger extends TriggerFacts {
  triggerModel: 'WEBHOOK'
  /** Of the pushes that may be such an event. */
  topic: string
  /** The event that a push tells of; undefined when it is none. Throws ThirdPartyError. */
  receive(account: ThirdParty, parameters: unknown, push: Push): Promise<TriggerEvent | undefined>
}

export interface TriggerEvent {
  /** Names the event among all of the account's: the record and, of one that may change again, its version. */
  key: string
  payload: Json
}

/** Something that happened. Without a payload it is no event of the trigger's, and only tells how far the list has come. */
export interface Change {
  key: string
  payload: Json | undefined
  date: Date
}
