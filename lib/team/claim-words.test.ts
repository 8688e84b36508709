import { expect, it } from 'vitest'
import { claimWords, type Names } from './claim-words'
import { adminClaim, connectClaim, memberClaim } from './claims'

const names: Names = {
  integration: (type) => (type === 'slack' ? 'Slack' : undefined),
  account: (id) => (id === 'a' ? 'ada@mail.example (Slack)' : undefined),
}
const EVERYTHING = 'everything: see it, call its API, change its settings, remove it'
const NOTHING = 'nothing: it is not even shown'

it('says what an admin’s token allows, or one without a claim', () => {
  expect(claimWords(adminClaim(), names)).toEqual([{ scope: 'all integrations', allows: EVERYTHING }])
  expect(claimWords(undefined, names)).toEqual([{ scope: 'all integrations', allows: EVERYTHING }])
})

it('says what a member’s allows', () => {
  expect(claimWords(memberClaim(['a']), names)).toEqual([
    { scope: 'all integrations, any other account', allows: NOTHING },
    { scope: 'all integrations, ada@mail.example (Slack)', allows: EVERYTHING },
  ])
  expect(claimWords(memberClaim([]), names)).toEqual([{ scope: 'all integrations, any account', allows: NOTHING }])
})

it('says what a pass to connect allows', () => {
  expect(claimWords(connectClaim('slack', ['a'], ['x']), names).slice(2)).toEqual([
    { scope: 'Slack, any other account', allows: 'connect and disconnect' },
    { scope: 'Slack, ada@mail.example (Slack)', allows: EVERYTHING },
    { scope: 'Slack, an account that you do not see (x)', allows: NOTHING },
  ])
})

it('keeps what it has no words for', () => {
  expect(claimWords({ 'integration:box': { 'configuration:ext:Team A': ['of the future'] } }, names)).toEqual([
    { scope: 'box, configuration:ext:Team A', allows: 'of the future' },
  ])
  expect(claimWords({ 'credential:*': [] }, names)).toEqual([{ scope: 'any account', allows: NOTHING }])
  expect(claimWords('nonsense', names)).toEqual([])
})
