/** Jira's classic scopes by what they allow (developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps). */
export const JIRA_SCOPES = { read: 'read:jira-work', write: 'write:jira-work', user: 'read:jira-user' }

/** What the consent page says of each. */
export const JIRA_MEANINGS: Record<string, string> = {
  [JIRA_SCOPES.user]: 'See who you are at Jira',
  [JIRA_SCOPES.read]: 'See your Jira projects, and the issues in them',
  [JIRA_SCOPES.write]: 'Add, edit and delete issues in your Jira projects',
}
