import type { AccountTypeDefinition } from '../../catalog/definitions.ts'
import type { CredentialStatus, Json } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { badRequest } from '../api-error.ts'
import { clientInputs } from '../portal/client-inputs.ts'
import type { SettingInput } from '../portal/input-types.ts'
import { settingErrors } from '../portal/setting-rules.ts'

/** Whether users connect with a sign-in at the third party; without one, with what they enter. */
export const hasSignIn = ({ definition }: Integration) => definition.authenticationType === 'oauth'

/** What a user enters in the place of a sign-in: what the SDK's `getPreOptions` answers. */
export function keyInputs({ definition }: Integration): SettingInput[] {
  if (definition.authenticationType === 'oauth_client_credential') return clientInputs
  return definition.custom?.inputFields ?? definition.setup?.authConfigInputs ?? []
}

/**
 * The kind of account that was chosen; undefined when none was. The SDK sends an app's `accountType` on as it is, a list
 * too (2.4.0, startOAuthFlow). Throws a 400 for one that there is not.
 */
export function accountTypeOf(
  { definition }: Integration,
  chosen: string | string[] | undefined,
): AccountTypeDefinition | undefined {
  const id = typeof chosen === 'string' ? chosen : chosen?.[0]
  const accountTypes = definition.setup?.accountTypes
  // Where there is nothing to choose from, the SDK sends on whatever the app chose all the same.
  if (id === undefined || accountTypes === undefined) return undefined
  const found = accountTypes.find((each) => each.id === id)
  if (!found) throw badRequest(`${definition.name} has no account type "${id}".`)
  return found
}

/** What a credential is after the sign-in: PENDING while something is still to be asked. */
export function statusAfterSignIn(
  { definition }: Integration,
  accountType: AccountTypeDefinition | undefined,
): CredentialStatus {
  const asks = (definition.setup?.postOauthInputs ?? []).length > 0
  return asks && !accountType?.skipPostOAuthInputs ? 'PENDING' : 'VALID'
}

/** The values of these inputs among what was sent. Throws a 400 that names all that is wrong. */
export function checkedValues({ definition }: Integration, inputs: readonly SettingInput[], sent: Json): Json {
  const values: Json = {}
  for (const { id, defaultValue } of inputs) {
    const value = sent[id] ?? defaultValue
    if (value !== undefined && value !== null) values[id] = value
  }
  const errors = Object.values(settingErrors(inputs, values, definition.portal.dataSources))
  if (errors.length > 0) throw badRequest(errors.join(' '))
  return values
}
