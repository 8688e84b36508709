import { z } from 'zod'
import { content, nothing, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { forUser, refusals } from '../error-answers.ts'
import { buildOAuthQuery, callbackQuery, nonceQuery } from './schemas.ts'

const page = (description: string) => content(description, 'text/html')

/** In a popup an error is a page for a person. */
const pages = {
  400: page('A page that says what is wrong'),
  401: page('The token is not valid'),
  403: page('The token’s permissions do not allow it'),
  404: page('There is no such project or integration'),
}

/** The popup carries the token in its query; what else the SDK adds is not read. */
const withToken = z.object({ userToken: z.string().optional() })
const session = '/projects/:projectId/sdk/actions/session-id/:key'

export const oauthOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/projects/:projectId/sdk/actions/oauth-nonce',
    operationId: 'openOAuthPopup',
    summary: 'The first page of an OAuth popup, which binds the run to this browser',
    source: 'sdk',
    access: 'write',
    isPublic: true,
    query: z.intersection(withToken, nonceQuery),
    responses: { 200: page('The page'), ...pages },
  },
  {
    method: 'GET',
    path: '/v2/projects/:projectId/sdk/actions/build-oauth',
    operationId: 'buildOAuth',
    summary: 'Starts an OAuth run: where the popup is to go',
    source: 'sdk',
    access: 'write',
    query: buildOAuthQuery,
    responses: { 200: ok(z.object({ redirectUrl: z.string() })), ...forUser, ...refusals(400, 403, 409) },
  },
  {
    method: 'GET',
    path: '/projects/:projectId/sdk/actions/build-oauth',
    operationId: 'redirectToOAuth',
    summary: 'The same as a page, for SDKs before 2.2',
    source: 'sdk',
    access: 'write',
    isPublic: true,
    query: z.intersection(withToken, buildOAuthQuery),
    responses: {
      302: { description: 'To the provider' },
      ...pages,
      409: page('There is an account of that external id'),
    },
  },
  {
    method: 'GET',
    path: '/oauth',
    operationId: 'finishOAuth',
    summary: 'The callback: exchanges the code and connects the account',
    source: 'sdk',
    access: 'write',
    isPublic: true,
    query: callbackQuery,
    responses: {
      200: page('The account is connected; the page tells its opener'),
      ...pages,
      409: page('The account does not fit what is there already'),
      502: page('The provider could not be reached'),
    },
  },
  {
    method: 'GET',
    path: '/oauth/popup.js',
    operationId: 'getPopupScript',
    summary: 'The script of the popup’s pages',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: { 200: content('The script', 'text/javascript') },
  },
  {
    method: 'GET',
    path: '/oauth/popup.css',
    operationId: 'getPopupStyle',
    summary: 'The style of the popup’s pages',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: { 200: content('The style', 'text/css') },
  },
  {
    method: 'GET',
    path: session,
    operationId: 'getOAuthOutcome',
    summary: 'Which account an OAuth run has connected; null until it has',
    source: 'sdk',
    access: 'read',
    responses: { 200: ok(z.object({ connectCredentialId: uuid.nullable() })), ...forUser },
  },
  {
    method: 'DELETE',
    path: session,
    operationId: 'deleteOAuthOutcome',
    summary: 'Forgets an OAuth run',
    source: 'sdk',
    access: 'write',
    responses: { 200: ok(nothing), ...forUser },
  },
]
