import type { ProviderRecord } from '../../../store/provider-records.ts'
import type { ObjectDefinition } from './definitions.ts'
import { externalId, field, longText, number, picklist, reference, stored, text } from './fields.ts'
import { LEAD_SOURCES } from './picklists.ts'
import { id, systemFields } from './system-fields.ts'

/** The stages of a new org with what each means: the chance in per cent, and where the forecast counts it. */
const STAGES: Record<string, { probability: number; forecast: string }> = {
  Prospecting: { probability: 10, forecast: 'Pipeline' },
  Qualification: { probability: 10, forecast: 'Pipeline' },
  'Needs Analysis': { probability: 20, forecast: 'Pipeline' },
  'Value Proposition': { probability: 50, forecast: 'Pipeline' },
  'Id. Decision Makers': { probability: 60, forecast: 'Pipeline' },
  'Perception Analysis': { probability: 70, forecast: 'Pipeline' },
  'Proposal/Price Quote': { probability: 75, forecast: 'Pipeline' },
  'Negotiation/Review': { probability: 90, forecast: 'Pipeline' },
  'Closed Won': { probability: 100, forecast: 'Closed' },
  'Closed Lost': { probability: 0, forecast: 'Omitted' },
}

/** A stage that the picklist does not have is accepted, as the picklist is not restricted, and means nothing yet. */
function stageOf(record: ProviderRecord) {
  return STAGES[String(stored(record, 'StageName'))] ?? { probability: 0, forecast: 'Pipeline' }
}

function probability(record: ProviderRecord): number {
  const given = stored(record, 'Probability')
  return typeof given === 'number' ? given : stageOf(record).probability
}

function closeDate(record: ProviderRecord): Date {
  return new Date(`${stored(record, 'CloseDate')}T00:00:00Z`)
}

export const opportunity: ObjectDefinition = {
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  createable: true,
  updateable: true,
  deletable: true,
  fields: [
    id,
    reference('AccountId', 'Account ID', {
      to: ['Account'],
      relationshipName: 'Account',
      childRelationshipName: 'Opportunities',
      onDelete: 'cascade',
    }),
    text('Name', 'Name', 120, { isRequired: true, nameField: true }),
    longText('Description', 'Description'),
    picklist('StageName', 'Stage', Object.keys(STAGES), { isRequired: true }),
    number('Amount', 'Amount', 'currency', [18, 2]),
    // The stage's own until one is given.
    number('Probability', 'Probability (%)', 'percent', [3, 0], {
      compute: probability,
      createable: true,
      updateable: true,
    }),
    number('ExpectedRevenue', 'Expected Amount', 'currency', [18, 2], {
      compute: (record) => {
        const amount = stored(record, 'Amount')
        return typeof amount === 'number' ? Math.round(amount * probability(record)) / 100 : null
      },
    }),
    number('TotalOpportunityQuantity', 'Quantity', 'double', [18, 2]),
    field('CloseDate', 'Close Date', 'date', { isRequired: true }),
    picklist('Type', 'Opportunity Type', [
      'Existing Customer - Upgrade',
      'Existing Customer - Replacement',
      'Existing Customer - Downgrade',
      'New Customer',
    ]),
    text('NextStep', 'Next Step', 255),
    picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
    field('IsClosed', 'Closed', 'boolean', { compute: (record) => stageOf(record).forecast !== 'Pipeline' }),
    field('IsWon', 'Won', 'boolean', { compute: (record) => stageOf(record).forecast === 'Closed' }),
    picklist('ForecastCategory', 'Forecast Category', ['Omitted', 'Pipeline', 'BestCase', 'Forecast', 'Closed'], {
      restrictedPicklist: true,
      compute: (record) => stageOf(record).forecast,
    }),
    number('FiscalYear', 'Fiscal Year', 'int', [9, 0], { compute: (record) => closeDate(record).getUTCFullYear() }),
    number('FiscalQuarter', 'Fiscal Quarter', 'int', [9, 0], {
      compute: (record) => Math.floor(closeDate(record).getUTCMonth() / 3) + 1,
    }),
    ...systemFields,
    externalId,
  ],
  // A chance that was given belongs to its stage.
  onSave: (next, previous) => {
    const { Probability, ...others } = next
    const isOfOldStage = next.StageName !== previous?.StageName && Probability === previous?.Probability
    return isOfOldStage ? others : next
  },
}
