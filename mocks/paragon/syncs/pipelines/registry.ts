import { boxFiles } from './box-files.ts'
import { googledriveFiles } from './googledrive-files.ts'
import { hubspotCompanies } from './hubspot-companies.ts'
import { hubspotContacts } from './hubspot-contacts.ts'
import { hubspotDeals } from './hubspot-deals.ts'
import { jiraTickets } from './jira-tickets.ts'
import { onedriveFiles } from './onedrive-files.ts'
import type { Pipeline } from './pipeline.ts'
import { salesforceCompanies } from './salesforce-companies.ts'
import { salesforceContacts } from './salesforce-contacts.ts'
import { salesforceDeals } from './salesforce-deals.ts'
import { sharepointFiles } from './sharepoint-files.ts'

/** Every pipeline that there is. */
const pipelines: readonly Pipeline[] = [
  googledriveFiles,
  onedriveFiles,
  sharepointFiles,
  boxFiles,
  hubspotContacts,
  hubspotCompanies,
  hubspotDeals,
  salesforceContacts,
  salesforceCompanies,
  salesforceDeals,
  jiraTickets,
]

/** The pipelines of an integration; none of one that cannot be synced. */
export function pipelinesOf(integration: string): Pipeline[] {
  return pipelines.filter((pipeline) => pipeline.integration === integration)
}

export function findPipeline(integration: string, name: string): Pipeline | undefined {
  return pipelinesOf(integration).find((pipeline) => pipeline.name === name)
}
