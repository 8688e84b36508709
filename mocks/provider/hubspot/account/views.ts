import type { Account } from '../../../store/provider-accounts.ts'
import { hubOf } from '../hub.ts'
import { formatInstant } from '../instant.ts'
import type { Pipeline, PipelineStage } from '../pipelines.ts'

/** The hub's only user as the owner of its objects. */
export function ownerView(account: Account) {
  const { ownerId, userId } = hubOf(account)
  const [firstName = '', ...lastNames] = account.name.split(' ')
  return {
    id: ownerId,
    email: account.email,
    type: 'PERSON',
    firstName,
    lastName: lastNames.join(' '),
    userId,
    userIdIncludingInactive: userId,
    ...datesOf(account),
    archived: false,
  }
}

export function pipelineView(account: Account, { id, label, stages }: Pipeline, displayOrder: number) {
  return {
    label,
    displayOrder,
    id,
    stages: stages.map((stage, index) => stageView(account, stage, index)),
    ...datesOf(account),
    archived: false,
  }
}

export function stageView(account: Account, { id, label, metadata }: PipelineStage, displayOrder: number) {
  return { label, displayOrder, metadata, id, ...datesOf(account), archived: false }
}

/** developers.hubspot.com/docs/api-reference/account-account-info-v3/guide */
export function accountDetails(account: Account) {
  return {
    portalId: hubOf(account).hubId,
    accountType: 'STANDARD',
    timeZone: 'UTC',
    companyCurrency: 'EUR',
    additionalCurrencies: [],
    utcOffset: '+00:00',
    utcOffsetMilliseconds: 0,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'na1',
  }
}

/** What comes with the hub is as old as the hub. */
function datesOf({ dateCreated }: Account) {
  return { createdAt: formatInstant(dateCreated), updatedAt: formatInstant(dateCreated) }
}
