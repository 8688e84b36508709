const KEY = 'paragon-sandbox-admin-token'

/** Where the admin token is between pages of one tab: nothing of it outlives the tab, and no request but its own has it. */
export interface TokenStore {
  read(): string | undefined
  keep(token: string): void
  forget(): void
}

type Page = Pick<Window, 'sessionStorage' | 'location' | 'history'>

/** Takes a token that came as `#token=` out of the address, so that no bookmark, history or screenshot has it. */
export function createTokenStore({ sessionStorage, location, history }: Page): TokenStore {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given !== null) {
    history.replaceState(null, '', location.pathname + location.search)
    if (given !== '') sessionStorage.setItem(KEY, given)
  }
  return {
    read: () => sessionStorage.getItem(KEY) ?? undefined,
    keep: (token) => sessionStorage.setItem(KEY, token),
    forget: () => sessionStorage.removeItem(KEY),
  }
}
