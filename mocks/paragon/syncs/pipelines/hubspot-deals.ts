import { day, instant, number, text, withCustomFields } from './crm-records.ts'
import { hubspotPipeline } from './hubspot.ts'

const USED = [
  ...['dealname', 'amount', 'closedate', 'dealstage', 'description', 'hs_next_step', 'hubspot_owner_id'],
  ...['hs_is_closed', 'hs_is_closed_won', 'createdate', 'hs_lastmodifieddate'],
]

export const hubspotDeals = hubspotPipeline({
  name: 'deals',
  modified: 'hs_lastmodifieddate',
  data({ properties: of, companyIds }, { stages }) {
    const stage = stages[of.dealstage ?? '']
    const closed = of.hs_is_closed_won === 'true' ? 'closed_won' : 'closed_lost'
    return withCustomFields(
      {
        createdAt: instant(of.createdate),
        updatedAt: instant(of.hs_lastmodifieddate),
        amount: number(of.amount),
        statusType: of.hs_is_closed === 'true' ? closed : 'open',
        status: stage?.label ?? text(of.dealstage),
        accountId: companyIds[0] ?? null,
        ownerId: text(of.hubspot_owner_id),
        closeDate: day(of.closedate),
        name: text(of.dealname),
        description: text(of.description),
        nextStep: text(of.hs_next_step),
        probability: stage?.probability ?? null,
      },
      of,
      USED,
    )
  },
})
