/**
 * A refusal: Slack answers it with status 200 and `{ok: false, error}` (docs.slack.dev/apis/web-api#evaluating_responses).
 * The codes are those of each method's page.
 */
export class SlackError extends Error {
  readonly code: string
  /** Fields beside `error`. */
  readonly details: Record<string, unknown>
  /** `response_metadata.messages`: what is wrong, in words. */
  readonly messages: readonly string[]

  constructor(code: string, options: { details?: Record<string, unknown>; messages?: string[] } = {}) {
    super(code)
    this.name = 'SlackError'
    this.code = code
    this.details = options.details ?? {}
    this.messages = options.messages ?? []
  }
}

export function invalidArguments(problem: string): SlackError {
  return new SlackError('invalid_arguments', { messages: [`[ERROR] ${problem}`] })
}

export function channelNotFound(): SlackError {
  return new SlackError('channel_not_found')
}

export function messageNotFound(): SlackError {
  return new SlackError('message_not_found')
}

/** `needed`: scopes of which one would do. */
export function missingScope(needed: readonly string[], provided: readonly string[]): SlackError {
  return new SlackError('missing_scope', { details: { needed: needed.join(','), provided: provided.join(',') } })
}
