import { globalConfiguration } from './configure-global.ts'

/** What a host app pastes to have the vendor's SDK speak to the sandbox at an address. */

/** The call before `authenticate`, for apps that bundle the SDK. */
export function configureGlobalSnippet(url: string): string {
  const [{ host }, bases] = globalConfiguration(url)
  const lines = Object.entries(bases).map(([name, base]) => `  ${name}: '${base}',\n`)
  return `paragon.configureGlobal({ host: '${host}' }, {\n${lines.join('')}})`
}

/** The tag that defines `paragon`, for pages without a bundler. */
export function scriptTagSnippet(url: string): string {
  return `<script src="${url}/ui/scripts/sdk.js"></script>`
}

export interface SeededUser {
  projectId: string
  /** `sub` of the token. */
  userId: string
  /** A Paragon User Token. */
  token: string
}

/**
 * What leads the SDK of an app that cannot be changed to a sandbox, run on the app's origin before its bundle loads: the
 * state that SDK 2.4.0 takes up at import, base URLs included (sdk.md 1.3). Older versions keep no base URLs.
 */
export function seedSnippet(url: string, { projectId, userId, token }: SeededUser): string {
  const [, environments] = globalConfiguration(url)
  const userState = { authenticated: true, token, userId, integrations: {}, meta: {}, resources: [] }
  const state = JSON.stringify({ projectId, userState, environments }, undefined, 2)
  return `localStorage.setItem('paragon-connect-user-state', JSON.stringify(${state}))`
}
