import { z } from 'zod'
import { type Answer, content, type Operation, ok } from '../../openapi/operation.ts'

/** RFC 6749, section 5.2. */
const error = z.object({ error: z.string(), error_description: z.string() }).meta({ id: 'OAuthError' })

const FORM = 'application/x-www-form-urlencoded'
const text = z.string()
const optional = z.string().optional()

/** RFC 6749, section 4.1.1; RFC 7636, section 4.3; OpenID Connect Core, section 3.1.2.1. */
const authorizationRequest = z.object({
  client_id: text,
  redirect_uri: text,
  response_type: z.literal('code'),
  scope: optional,
  state: optional,
  nonce: optional,
  prompt: optional,
  login_hint: optional,
  access_type: optional,
  code_challenge: optional,
  code_challenge_method: optional,
})

const tokenRequest = z.object({
  grant_type: z.enum(['authorization_code', 'refresh_token']),
  code: optional,
  redirect_uri: optional,
  code_verifier: optional,
  refresh_token: optional,
  scope: optional,
  client_id: optional,
  client_secret: optional,
})

const page = (description: string) => content(description, 'text/html')

/** The next page, back to the client, or a page that tells why not. */
const pages: Record<string, Answer> = {
  200: page('The next page'),
  303: { description: 'Back to the client, with a code or an error' },
  400: page('A page that tells why the request cannot be completed'),
  413: page('The form is too large'),
}

const refused = (description: string): Answer => ({ description, schema: error })
const refusals: Record<string, Answer> = {
  400: refused('The request, or the grant, is not good'),
  401: refused('The client is not who it says'),
  413: refused('The form is too large'),
}

const form = (schema: z.ZodType) => ({ mediaTypes: [FORM], schema })
const step = { method: 'POST', source: 'assumed', access: 'write', isPublic: true } as const

/** OpenID Connect Core, section 5.1, and what third parties add. */
const claims = z.looseObject({
  sub: text,
  email: optional,
  email_verified: z.boolean().optional(),
  name: optional,
  picture: optional,
})

const userinfo = {
  path: '/oauth/userinfo',
  summary: 'Who has signed in',
  source: 'documented',
  access: 'read',
  responses: {
    200: ok(claims),
    401: content('The access token is missing, without words, or not valid', '*/*'),
    403: refused('The access token lacks the scope openid'),
    413: refused('The body is too large'),
  },
} as const

const discovery = {
  method: 'GET',
  source: 'documented',
  access: 'read',
  isPublic: true,
  responses: {
    200: ok(
      z.looseObject({
        issuer: text,
        authorization_endpoint: text,
        token_endpoint: text,
        userinfo_endpoint: text,
        revocation_endpoint: text,
        jwks_uri: text,
        response_types_supported: z.array(text),
        scopes_supported: z.array(text),
      }),
    ),
  },
} as const

export const providerOperations: readonly Operation[] = [
  {
    ...discovery,
    path: '/.well-known/openid-configuration',
    operationId: 'getConfiguration',
    summary: 'What the authorization server can do (OpenID Connect Discovery)',
  },
  {
    ...discovery,
    path: '/.well-known/oauth-authorization-server',
    operationId: 'getMetadata',
    summary: 'The same by the name of RFC 8414',
  },
  {
    method: 'GET',
    path: '/jwks',
    operationId: 'getKeys',
    summary: 'The keys by which id tokens are verified',
    source: 'documented',
    access: 'read',
    isPublic: true,
    responses: { 200: ok(z.object({ keys: z.array(z.looseObject({ kty: text, kid: text })) })) },
  },
  {
    method: 'GET',
    path: '/oauth/authorize',
    operationId: 'authorize',
    summary: 'The authorization endpoint',
    source: 'documented',
    access: 'write',
    isPublic: true,
    query: authorizationRequest,
    responses: pages,
  },
  {
    method: 'POST',
    path: '/oauth/authorize',
    operationId: 'authorizeByForm',
    summary: 'The authorization endpoint, by a form',
    source: 'documented',
    access: 'write',
    isPublic: true,
    body: form(authorizationRequest),
    responses: pages,
  },
  {
    ...step,
    path: '/oauth/authorize/account',
    operationId: 'chooseAccount',
    summary: 'The form of the account chooser',
    body: form(z.object({ request: text, account: optional, other: optional, cancel: optional })),
    responses: pages,
  },
  {
    ...step,
    path: '/oauth/authorize/sign-in',
    operationId: 'signIn',
    summary: 'The form for another account',
    body: form(z.object({ request: text, email: optional, name: optional, back: optional })),
    responses: pages,
  },
  {
    ...step,
    path: '/oauth/authorize/consent',
    operationId: 'consent',
    summary: 'The form of the consent page',
    body: form(z.object({ request: text, allow: optional, switch: optional })),
    responses: pages,
  },
  {
    method: 'POST',
    path: '/oauth/token',
    operationId: 'createTokens',
    summary: 'The token endpoint (RFC 6749, section 3.2)',
    source: 'documented',
    access: 'write',
    isPublic: true,
    body: form(tokenRequest),
    responses: {
      200: ok(
        z.looseObject({
          access_token: text,
          token_type: z.literal('Bearer'),
          expires_in: z.int(),
          scope: text,
          refresh_token: optional,
          id_token: optional,
          instance_url: optional,
        }),
      ),
      ...refusals,
    },
  },
  {
    method: 'POST',
    path: '/oauth/revoke',
    operationId: 'revokeToken',
    summary: 'The revocation endpoint (RFC 7009)',
    source: 'documented',
    access: 'write',
    isPublic: true,
    body: form(z.object({ token: text, token_type_hint: optional, client_id: optional, client_secret: optional })),
    responses: { 200: { description: 'The token is not good any more' }, ...refusals },
  },
  { ...userinfo, method: 'GET', operationId: 'getUserinfo' },
  { ...userinfo, method: 'POST', operationId: 'postUserinfo' },
  {
    method: 'GET',
    path: '/avatars/:file{.+\\.svg}',
    operationId: 'getAvatar',
    summary: 'The picture of an account',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: { 200: content('The picture', 'image/svg+xml'), 404: page('There is no such account') },
  },
  {
    method: 'GET',
    path: '/favicon.svg',
    operationId: 'getFavicon',
    summary: 'The icon of the provider’s pages',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: { 200: content('The icon', 'image/svg+xml') },
  },
]
