/**
 * What of JWT Permissions no document that could be read says, in one place (docs: apis/api-reference/jwt-permissions; its
 * table of permission names was not readable). Documented: `actionkit`, and that Proxy calls, App Events and workflow
 * triggers can be restricted. Seen in public code that calls the API: `credential:write`. Assumed: the other names; that a
 * permission allows just its own operations; that an array, whatever is in it, lets its scope be seen; that `false` and
 * `[]` hide it.
 */
export const permissionNames = {
  /** Connects, replaces and disconnects accounts. */
  writeCredential: 'credential:write',
  /** Changes settings, workflows and configurations of an account. */
  writeConfiguration: 'configuration:write',
  /** Lists and runs ActionKit's tools and triggers. */
  actionkit: 'actionkit',
  /** Calls the third party as the account, through the Proxy API or with the account's own token. */
  proxy: 'proxy',
  /** Has an App Event reach the account's workflows. */
  event: 'event',
  /** Runs a workflow with a Request trigger. */
  workflow: 'workflow',
} as const

export type PermissionName = (typeof permissionNames)[keyof typeof permissionNames]
