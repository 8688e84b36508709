import { expect, test } from 'vitest'
import { describeAccount } from './account.ts'
import { credential } from './test-state.ts'

test('an account is called by its name, with its address beside it', () => {
  const providerData = { name: 'Maya Chen', email: 'maya@northwind.example', picture: 'http://localhost:4020/a.svg' }
  expect(describeAccount(credential({ providerData }))).toEqual({
    name: 'Maya Chen',
    detail: 'maya@northwind.example',
    picture: 'http://localhost:4020/a.svg',
  })
})

test('what the provider did not tell is not made up', () => {
  const named = (values: Parameters<typeof credential>[0]) => describeAccount(credential(values))
  expect(named({ providerData: { email: 'm@x.example', name: ' ' } })).toEqual({
    name: 'm@x.example',
    detail: undefined,
    picture: undefined,
  })
  expect(named({ providerData: { name: 7 }, providerId: 'acct-7' }).name).toBe('acct-7')
  expect(named({}).name).toBe('Connected account')
})
