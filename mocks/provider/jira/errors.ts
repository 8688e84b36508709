/** A refusal in Jira's shape (developer.atlassian.com/cloud/jira/platform/rest/v3/intro, "Status codes"). */
export class JiraError extends Error {
  readonly status: 400 | 403 | 404 | 405 | 413 | 415 | 429 | 500
  /** By the field at fault. */
  readonly errors: Record<string, string>

  constructor(status: JiraError['status'], message: string, errors: Record<string, string> = {}) {
    super(message)
    this.name = 'JiraError'
    this.status = status
    this.errors = errors
  }

  toJSON() {
    return { errorMessages: this.message === '' ? [] : [this.message], errors: this.errors }
  }
}

/** A refusal of the gateway that is in front of Jira. */
export class GatewayError extends Error {
  readonly status: 401 | 404 | 429

  constructor(status: GatewayError['status'], message: string) {
    super(message)
    this.name = 'GatewayError'
    this.status = status
  }

  toJSON() {
    return { code: this.status, message: this.message }
  }
}

export const invalidField = (field: string, message: string) => new JiraError(400, '', { [field]: message })
export const issueNotFound = () => new JiraError(404, 'Issue does not exist or you do not have permission to see it.')
export const projectNotFound = (given: string) => new JiraError(404, `No project could be found with key '${given}'.`)
