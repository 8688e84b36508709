import { day, instant, number, text, withCustomFields } from './crm-records.ts'
import { salesforcePipeline } from './salesforce.ts'

const USED = [
  ...['attributes', 'Id', 'Name', 'Amount', 'StageName', 'IsClosed', 'IsWon', 'AccountId', 'OwnerId', 'CloseDate'],
  ...['Description', 'NextStep', 'Probability', 'CreatedDate', 'LastModifiedDate'],
]

/** What a deal is in other CRMs is an Opportunity in Salesforce. */
export const salesforceDeals = salesforcePipeline({
  pipeline: 'deals',
  object: 'Opportunity',
  data(of) {
    const closed = of.IsWon === true ? 'closed_won' : 'closed_lost'
    return withCustomFields(
      {
        createdAt: instant(of.CreatedDate),
        updatedAt: instant(of.LastModifiedDate),
        amount: number(of.Amount),
        statusType: of.IsClosed === true ? closed : 'open',
        status: text(of.StageName),
        accountId: text(of.AccountId),
        ownerId: text(of.OwnerId),
        closeDate: day(of.CloseDate),
        name: text(of.Name),
        description: text(of.Description),
        nextStep: text(of.NextStep),
        probability: number(of.Probability),
      },
      of,
      USED,
    )
  },
})
