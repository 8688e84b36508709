import { type DemoCompany, type DemoOrg, demoOrgs, starterOrg } from '../../catalog/demo-salesforce.ts'
import type { Context } from '../../context.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import { autoNumber } from './auto-number.ts'
import { formatDate, formatDateTime } from './date-time.ts'
import { newId } from './ids.ts'
import type { StoredFields } from './objects/definitions.ts'
import { objectNamed } from './objects/objects.ts'
import { organizationId, userId } from './org.ts'
import { kindOf } from './records.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** The records that an account's org starts with, not stored yet: the org, its user, and what is in it. */
export function startingRecords(ctx: Context, account: Account): ProviderRecord[] {
  const org = demoOrgs[account.email] ?? starterOrg(account.name)
  const records: ProviderRecord[] = []
  const now = ctx.clockOf(account.projectId).now()
  add('Organization', { Name: org.name }, organizationId(account.id))
  add('User', userFields(account, org), userId(account.id))
  for (const company of org.companies) addCompany(company)
  for (const { first, last, title, email, company, status, source } of org.leads) {
    const lead = { FirstName: first, LastName: last, Title: title, Email: email, Company: company }
    addOwned('Lead', { ...lead, Status: status, LeadSource: source })
  }
  // Dates of their own keep the records in this order, the last made an hour ago.
  return records.map((record, index) => {
    const date = new Date(now - (records.length - index) * HOUR)
    return { ...record, dateCreated: date, dateModified: date }
  })

  function addCompany(company: DemoCompany): void {
    const AccountId = addOwned('Account', companyFields(company))
    const contacts = company.contacts.map(({ first, last, title, email, phone }) =>
      addOwned('Contact', {
        AccountId,
        FirstName: first,
        LastName: last,
        Title: title,
        Email: email,
        Phone: phone ?? company.phone,
        MailingCity: company.city,
        MailingCountry: company.country,
      }),
    )
    const who = contacts[0]
    for (const { name, stage, amount, closes, nextStep } of company.opportunities ?? []) {
      const WhatId = addOwned('Opportunity', {
        AccountId,
        Name: name,
        StageName: stage,
        Amount: amount,
        CloseDate: formatDate(new Date(now + closes * DAY)),
        ...(nextStep && { NextStep: nextStep }),
      })
      if (!nextStep) continue
      const task = { Subject: nextStep, WhatId, Status: 'Not Started', Priority: 'Normal', TaskSubtype: 'Task' }
      addOwned('Task', { ...task, ActivityDate: formatDate(new Date(now + 3 * DAY)), ...(who && { WhoId: who }) })
    }
    for (const { subject, status, priority, origin } of company.cases ?? []) {
      addOwned('Case', {
        AccountId,
        CaseNumber: autoNumber(records.filter(({ kind }) => kind === kindOf(objectNamed('Case'))).length),
        Subject: subject,
        Status: status,
        Priority: priority,
        Origin: origin,
        ...(who && { ContactId: who }),
        ...(status === 'Closed' && { ClosedDate: formatDateTime(new Date(now - DAY)) }),
      })
    }
  }

  function addOwned(name: string, data: StoredFields): string {
    const id = newId(ctx.randomOf(account.projectId), objectNamed(name).keyPrefix)
    add(name, { ...data, OwnerId: userId(account.id) }, id)
    return id
  }

  function add(name: string, data: StoredFields, id: string): void {
    const date = new Date(now)
    const kind = kindOf(objectNamed(name))
    records.push({ accountId: account.id, kind, id, data, dateCreated: date, dateModified: date })
  }
}

function userFields(account: Account, org: DemoOrg): StoredFields {
  const [first = account.name, ...rest] = account.name.split(' ')
  const last = rest.join(' ')
  return {
    Username: account.email,
    Email: account.email,
    CompanyName: org.name,
    Alias: first.slice(0, 8).toLowerCase(),
    ...(last ? { FirstName: first, LastName: last } : { LastName: first }),
  }
}

function companyFields(company: DemoCompany): StoredFields {
  return {
    Name: company.name,
    Type: company.type,
    Industry: company.industry,
    Website: company.website,
    Phone: company.phone,
    BillingCity: company.city,
    BillingCountry: company.country,
    AnnualRevenue: company.revenue,
    NumberOfEmployees: company.employees,
  }
}
