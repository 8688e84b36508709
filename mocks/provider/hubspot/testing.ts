import { expect } from 'vitest'
import { hubspot } from '../../catalog/integrations/hubspot.ts'
import { CALLBACK, type ProviderFixture, signInWithoutBrowser } from '../testing.ts'
import type { ObjectView } from './objects/object-view.ts'

export const WORK = 'maya.chen@northwind.example'
export const HOME = 'maya.chen.home@mail.example'
export const CONTACTS = '/crm/v3/objects/contacts'
export const COMPANIES = '/crm/v3/objects/companies'
export const DEALS = '/crm/v3/objects/deals'
export const TICKETS = '/crm/v3/objects/tickets'

const client = {
  id: 'crm',
  name: 'CRM app',
  directory: 'hubspot',
  secret: 'crm-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: [...hubspot.oauth.scopes, 'crm.schemas.deals.read'],
}

/** HubSpot's API as one account sees it. */
export interface HubspotClient {
  token: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** A call that must succeed, with the status given; answers what it said. */
  json(method: string, path: string, body?: unknown, status?: number): ReturnType<Response['json']>
  /** Makes an object of a type and answers it. */
  create(path: string, properties: Record<string, unknown>, associations?: unknown): Promise<ObjectView>
}

/** Signs an account in and calls as it, at the host that HubSpot's API has in real life. */
export async function signInAtHubspot(
  fixture: ProviderFixture,
  email: string,
  scopes: readonly string[] = hubspot.oauth.scopes,
): Promise<HubspotClient> {
  const token = await signInWithoutBrowser(fixture, client, email, scopes)

  const call: HubspotClient['call'] = async (method, path, body, headers = {}) => {
    const host = fixture.provider.hosts['api.hubapi.com']
    if (!host) throw new Error('Nobody answers for api.hubapi.com.')
    const init = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }
    return host(new Request(`https://api.hubapi.com${path}`, init))
  }
  const json: HubspotClient['json'] = async (method, path, body, status = 200) => {
    const response = await call(method, path, body)
    expect(response.status, await response.clone().text()).toBe(status)
    return response.json()
  }
  return {
    token,
    call,
    json,
    create: (path, properties, associations) =>
      json('POST', path, { properties, ...(associations !== undefined && { associations }) }, 201),
  }
}

/** Expects an error in HubSpot's shape, and answers it. */
export async function expectRefusal(response: Response, status: number, category?: string): Promise<HubspotRefusal> {
  const body = (await response.json()) as HubspotRefusal
  expect([response.status, body.status, body.category], JSON.stringify(body)).toEqual([status, 'error', category])
  expect(body.message).toEqual(expect.any(String))
  expect(body.correlationId).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('x-hubspot-correlation-id')).toBe(body.correlationId)
  expect(response.headers.get('content-type')).toContain('application/json')
  return body
}

export interface HubspotRefusal {
  status: string
  message: string
  correlationId: string
  category?: string
  context?: Record<string, string[]>
  errors?: { message: string; code?: string; context?: Record<string, string[]> }[]
}
