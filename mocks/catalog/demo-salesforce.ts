/** What a Salesforce org starts with. No two demo accounts share a record. */
export interface DemoOrg {
  /** Name of the organization. */
  name: string
  companies: DemoCompany[]
  leads: DemoLead[]
}

/** An account, in Salesforce's sense, with what belongs to it. */
export interface DemoCompany {
  name: string
  type: string
  industry: string
  website: string
  phone: string
  city: string
  country: string
  /** A year, in the org's currency. */
  revenue: number
  employees: number
  contacts: DemoPerson[]
  opportunities?: DemoOpportunity[]
  cases?: DemoCase[]
}

export interface DemoPerson {
  first: string
  last: string
  title: string
  email: string
  phone?: string
}

export interface DemoOpportunity {
  name: string
  stage: string
  amount: number
  /** Days from the day on which the org is first used; negative: before it. */
  closes: number
  /** What is to be done next, as a task. */
  nextStep?: string
}

export interface DemoCase {
  subject: string
  status: string
  priority: string
  origin: string
}

export interface DemoLead extends DemoPerson {
  company: string
  status: string
  source: string
}

/** Orgs of the demo people's Salesforce accounts, by e-mail address. */
export const demoOrgs: Record<string, DemoOrg> = {
  'maya.chen@northwind.example': {
    name: 'Northwind EMEA',
    companies: [
      {
        name: 'Fabrikam Robotics',
        type: 'Customer - Direct',
        industry: 'Manufacturing',
        website: 'https://fabrikam.example',
        phone: '+49 89 5550101',
        city: 'Munich',
        country: 'Germany',
        revenue: 84_000_000,
        employees: 420,
        contacts: [
          { first: 'Anneke', last: 'de Vries', title: 'Head of Operations', email: 'anneke@fabrikam.example' },
          { first: 'Tobias', last: 'Lang', title: 'Plant Manager', email: 'tobias@fabrikam.example' },
        ],
        opportunities: [
          {
            name: 'Fabrikam: second plant',
            stage: 'Negotiation/Review',
            amount: 128_000,
            closes: 18,
            nextStep: 'Send the revised offer',
          },
          { name: 'Fabrikam: pilot', stage: 'Closed Won', amount: 24_500, closes: -64 },
        ],
        cases: [{ subject: 'Export stops at 10,000 rows', status: 'Working', priority: 'High', origin: 'Email' }],
      },
      {
        name: 'Contoso Pharma',
        type: 'Prospect',
        industry: 'Biotechnology',
        website: 'https://contoso.example',
        phone: '+41 61 5550122',
        city: 'Basel',
        country: 'Switzerland',
        revenue: 310_000_000,
        employees: 1900,
        contacts: [{ first: 'Lucia', last: 'Moretti', title: 'Director of IT', email: 'lucia@contoso.example' }],
        opportunities: [
          {
            name: 'Contoso: audit trail',
            stage: 'Needs Analysis',
            amount: 67_000,
            closes: 75,
            nextStep: 'Workshop on audit logs',
          },
        ],
      },
    ],
    leads: [
      {
        first: 'Oskar',
        last: 'Lindqvist',
        title: 'CTO',
        email: 'oskar@tailspin.example',
        company: 'Tailspin Toys',
        status: 'Open - Not Contacted',
        source: 'Web',
      },
      {
        first: 'Nora',
        last: 'Petit',
        title: 'Buyer',
        email: 'nora@proseware.example',
        company: 'Proseware',
        status: 'Working - Contacted',
        source: 'Partner Referral',
      },
    ],
  },
  'maya.chen.home@mail.example': {
    name: 'Chen Consulting',
    companies: [
      {
        name: 'Harbour Bakery',
        type: 'Customer - Direct',
        industry: 'Food & Beverage',
        website: 'https://harbourbakery.example',
        phone: '+45 33 555044',
        city: 'Copenhagen',
        country: 'Denmark',
        revenue: 900_000,
        employees: 12,
        contacts: [{ first: 'Ida', last: 'Holm', title: 'Owner', email: 'ida@harbourbakery.example' }],
        opportunities: [
          {
            name: 'Harbour Bakery: online shop',
            stage: 'Proposal/Price Quote',
            amount: 6_400,
            closes: 21,
            nextStep: 'Call Ida about photos',
          },
        ],
      },
    ],
    leads: [
      {
        first: 'Emil',
        last: 'Sand',
        title: 'Founder',
        email: 'emil@sandsails.example',
        company: 'Sand Sails',
        status: 'Open - Not Contacted',
        source: 'Other',
      },
    ],
  },
  'jonas.weber@northwind.example': {
    name: 'Northwind DACH',
    companies: [
      {
        name: 'Adventure Works Cycles',
        type: 'Customer - Channel',
        industry: 'Retail',
        website: 'https://adventureworks.example',
        phone: '+43 1 5550177',
        city: 'Vienna',
        country: 'Austria',
        revenue: 41_000_000,
        employees: 260,
        contacts: [
          { first: 'Katrin', last: 'Huber', title: 'Platform Lead', email: 'katrin@adventureworks.example' },
          { first: 'Milan', last: 'Novak', title: 'Site Reliability Engineer', email: 'milan@adventureworks.example' },
        ],
        opportunities: [
          {
            name: 'Adventure Works: dedicated region',
            stage: 'Value Proposition',
            amount: 95_000,
            closes: 48,
            nextStep: 'Share the latency report',
          },
        ],
        cases: [
          { subject: 'Webhook retries arrive twice', status: 'Escalated', priority: 'High', origin: 'Web' },
          { subject: 'Rotate the API key', status: 'Closed', priority: 'Low', origin: 'Phone' },
        ],
      },
    ],
    leads: [
      {
        first: 'Greta',
        last: 'Sommer',
        title: 'Head of Infrastructure',
        email: 'greta@litware.example',
        company: 'Litware',
        status: 'Working - Contacted',
        source: 'Phone Inquiry',
      },
    ],
  },
  'jonas.weber.home@mail.example': {
    name: 'Weber Cycling Club',
    companies: [
      {
        name: 'Alpine Spokes',
        type: 'Other',
        industry: 'Recreation',
        website: 'https://alpinespokes.example',
        phone: '+49 761 555033',
        city: 'Freiburg',
        country: 'Germany',
        revenue: 350_000,
        employees: 5,
        contacts: [{ first: 'Ruben', last: 'Keller', title: 'Mechanic', email: 'ruben@alpinespokes.example' }],
        opportunities: [{ name: 'Sponsorship of the spring race', stage: 'Prospecting', amount: 1_500, closes: 60 }],
      },
    ],
    leads: [
      {
        first: 'Sina',
        last: 'Brandt',
        title: 'Organiser',
        email: 'sina@uphill.example',
        company: 'Uphill Weekend',
        status: 'Open - Not Contacted',
        source: 'Web',
      },
    ],
  },
  'priya.nair@northwind.example': {
    name: 'Northwind APAC',
    companies: [
      {
        name: 'Wide World Importers',
        type: 'Customer - Direct',
        industry: 'Shipping',
        website: 'https://wideworld.example',
        phone: '+65 6555 0190',
        city: 'Singapore',
        country: 'Singapore',
        revenue: 156_000_000,
        employees: 780,
        contacts: [
          { first: 'Mei', last: 'Tan', title: 'Design Director', email: 'mei@wideworld.example' },
          { first: 'Arjun', last: 'Rao', title: 'Product Owner', email: 'arjun@wideworld.example' },
        ],
        opportunities: [
          {
            name: 'Wide World: design system',
            stage: 'Perception Analysis',
            amount: 72_000,
            closes: 33,
            nextStep: 'Present the component audit',
          },
          { name: 'Wide World: kiosk trial', stage: 'Closed Lost', amount: 18_000, closes: -20 },
        ],
      },
    ],
    leads: [
      {
        first: 'Hana',
        last: 'Kim',
        title: 'Research Lead',
        email: 'hana@lucerne.example',
        company: 'Lucerne Publishing',
        status: 'Open - Not Contacted',
        source: 'Web',
      },
      {
        first: 'Dev',
        last: 'Menon',
        title: 'Head of Brand',
        email: 'dev@margie.example',
        company: 'Margie’s Travel',
        status: 'Closed - Not Converted',
        source: 'Purchased List',
      },
    ],
  },
  'priya.nair.home@mail.example': {
    name: 'Nair Pottery',
    companies: [
      {
        name: 'Lotus Teahouse',
        type: 'Customer - Direct',
        industry: 'Hospitality',
        website: 'https://lotusteahouse.example',
        phone: '+91 80 5550155',
        city: 'Bengaluru',
        country: 'India',
        revenue: 220_000,
        employees: 9,
        contacts: [{ first: 'Leela', last: 'Das', title: 'Manager', email: 'leela@lotusteahouse.example' }],
        opportunities: [
          { name: 'Forty cups with saucers', stage: 'Closed Won', amount: 1_180, closes: -6 },
          { name: 'Glazed lanterns', stage: 'Qualification', amount: 640, closes: 40, nextStep: 'Fire the samples' },
        ],
      },
    ],
    leads: [
      {
        first: 'Anil',
        last: 'Shah',
        title: 'Curator',
        email: 'anil@craftfair.example',
        company: 'Craft Fair',
        status: 'Working - Contacted',
        source: 'Partner Referral',
      },
    ],
  },
}

/** What the org of an account that nobody wrote one for starts with. */
export function starterOrg(owner: string): DemoOrg {
  return {
    name: `Org of ${owner}`,
    companies: [
      {
        name: `First customer of ${owner}`,
        type: 'Prospect',
        industry: 'Other',
        website: 'https://customer.example',
        phone: '+1 555 0100',
        city: 'Springfield',
        country: 'United States',
        revenue: 1_000_000,
        employees: 10,
        contacts: [{ first: 'Robin', last: 'Sample', title: 'Buyer', email: 'robin@customer.example' }],
        opportunities: [{ name: 'First opportunity', stage: 'Prospecting', amount: 1_000, closes: 30 }],
      },
    ],
    leads: [
      {
        first: 'Sam',
        last: 'Sample',
        title: 'Founder',
        email: 'sam@lead.example',
        company: 'Lead & Co.',
        status: 'Open - Not Contacted',
        source: 'Web',
      },
    ],
  }
}
