import { expect, it } from 'vitest'
import { createTokenStore } from './token.ts'

function page(hash: string) {
  const kept = new Map<string, string>()
  const shown: string[] = []
  const given = {
    location: { hash, pathname: '/_sandbox', search: '?project=p' },
    history: { replaceState: (_: unknown, __: string, url: string) => shown.push(url) },
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  }
  // Of a window only this is used.
  return { store: createTokenStore(given as unknown as Window), shown }
}

it('takes a token out of the address, and keeps it', () => {
  const { store, shown } = page('#token=a%2Bb')
  expect(store.read()).toBe('a+b')
  expect(shown).toEqual(['/_sandbox?project=p'])
})

it('leaves an address without one alone, and forgets when told', () => {
  const { store, shown } = page('')
  expect([store.read(), shown]).toEqual([undefined, []])
  store.keep('t')
  expect(store.read()).toBe('t')
  store.forget()
  expect(store.read()).toBeUndefined()
})

it('does not let an empty one take the place of nothing', () => {
  const { store, shown } = page('#token=')
  expect([store.read(), shown]).toEqual([undefined, ['/_sandbox?project=p']])
})
