import { describe, expect, it } from 'vitest'
import { readView, type View, writeView } from './address'

const integrations = [{ type: 'googledrive' }, { type: 'slack' }]
const id = '11111111-1111-4111-8111-111111111111'
const none = { status: undefined, workflow: undefined, account: undefined }
const start: View = {
  tab: 'workflows',
  integration: 'googledrive',
  account: undefined,
  configuration: undefined,
  filter: none,
}

const read = (query: string) => readView(new URLSearchParams(query), integrations)

describe('the address of the Workflows page', () => {
  it.each<[string, View]>([
    ['the start', start],
    ['an account', { ...start, integration: 'slack', account: id }],
    ['a configuration of it', { ...start, account: id, configuration: id.replaceAll('1', '2') }],
    ['a filtered history', { ...start, tab: 'history', filter: { status: 'EXECUTING', workflow: id, account: id } }],
  ])('brings back %s', (_, view) => {
    expect(readView(writeView(view), integrations)).toEqual(view)
  })

  it('leaves out what it names wrongly', () => {
    expect(read('')).toEqual(start)
    expect(read('integration=nonsense&account=a&view=nonsense&status=nonsense&workflow=../x&acted-as=1')).toEqual(start)
    // An account of one integration is none of another.
    expect(read(`account=${id}`)).toEqual(start)
    expect(read(`configuration=${id}`)).toEqual(start)
  })

  it('has nothing to show without an integration', () => {
    expect(readView(new URLSearchParams(), [])).toBeUndefined()
  })
})
