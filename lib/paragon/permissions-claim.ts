/**
 * The private claim of a Paragon User Token that says which accounts it reaches, and what for
 * (https://docs.useparagon.com/apis/api-reference/jwt-permissions).
 */
export const PERMISSIONS_CLAIM = 'urn:useparagon:connect:permissions'

/**
 * Scopes such as `integration:*` or `credential:<id>`. `true` allows everything and `false` nothing, not even to see it;
 * names allow these permissions alone; an object holds scopes that are more specific. The most specific scope decides.
 */
export type Claim = { [scope: string]: boolean | string[] | Claim }
