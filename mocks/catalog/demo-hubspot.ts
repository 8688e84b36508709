/** What a HubSpot account starts with; every contact, deal and ticket belongs to its company. */
export interface DemoHub {
  /** `hub_domain`. */
  domain: string
  /** Oldest first. */
  companies: DemoCompany[]
}

export interface DemoCompany {
  name: string
  domain: string
  /** A value of HubSpot's `industry`. */
  industry: string
  city: string
  contacts: DemoContact[]
  deals?: DemoDeal[]
  tickets?: DemoTicket[]
}

export interface DemoContact {
  firstname: string
  lastname: string
  jobtitle: string
  /** A value of HubSpot's `lifecyclestage`. */
  lifecyclestage: string
}

export interface DemoDeal {
  dealname: string
  amount: number
  /** A stage of HubSpot's first pipeline. */
  dealstage: string
  /** Days from the day on which the account is first used; negative: before it. */
  closes: number
}

export interface DemoTicket {
  subject: string
  content: string
  priority: 'LOW' | 'MEDIUM' | 'HIGH'
}

/** The hubs of the demo people, by e-mail address. No two have anything in common. */
export const demoHubs: Record<string, DemoHub> = {
  'maya.chen@northwind.example': {
    domain: 'sales.northwind.example',
    companies: [
      {
        name: 'Harbor Logistics',
        domain: 'harborlogistics.example',
        industry: 'LOGISTICS_AND_SUPPLY_CHAIN',
        city: 'Rotterdam',
        contacts: [
          { firstname: 'Noor', lastname: 'de Vries', jobtitle: 'Head of operations', lifecyclestage: 'opportunity' },
          { firstname: 'Tomas', lastname: 'Lindqvist', jobtitle: 'Buyer', lifecyclestage: 'lead' },
        ],
        deals: [{ dealname: 'Harbor: fleet rollout', amount: 48_000, dealstage: 'contractsent', closes: 12 }],
        tickets: [
          {
            subject: 'Invoice shows the old address',
            content: 'Please correct it before the end of the quarter.',
            priority: 'MEDIUM',
          },
        ],
      },
      {
        name: 'Alder & Finch',
        domain: 'alderfinch.example',
        industry: 'RETAIL',
        city: 'Bristol',
        contacts: [{ firstname: 'Grace', lastname: 'Okafor', jobtitle: 'Founder', lifecyclestage: 'customer' }],
        deals: [
          { dealname: 'Alder & Finch: renewal', amount: 12_500, dealstage: 'closedwon', closes: -9 },
          { dealname: 'Alder & Finch: second shop', amount: 7200, dealstage: 'qualifiedtobuy', closes: 40 },
        ],
      },
    ],
  },
  'maya.chen.home@mail.example': {
    domain: 'chen-ceramics.example',
    companies: [
      {
        name: 'Teahouse on Canal Street',
        domain: 'canalteahouse.example',
        industry: 'FOOD_BEVERAGES',
        city: 'Lisbon',
        contacts: [{ firstname: 'Rui', lastname: 'Almeida', jobtitle: 'Owner', lifecyclestage: 'customer' }],
        deals: [{ dealname: 'Forty tea bowls', amount: 880, dealstage: 'closedwon', closes: -20 }],
      },
    ],
  },
  'jonas.weber@northwind.example': {
    domain: 'partners.northwind.example',
    companies: [
      {
        name: 'Polar Hosting',
        domain: 'polarhosting.example',
        industry: 'INFORMATION_TECHNOLOGY_AND_SERVICES',
        city: 'Tromsø',
        contacts: [
          { firstname: 'Ingrid', lastname: 'Solberg', jobtitle: 'Partner manager', lifecyclestage: 'customer' },
        ],
        deals: [
          { dealname: 'Polar: reserved capacity', amount: 96_000, dealstage: 'decisionmakerboughtin', closes: 25 },
        ],
        tickets: [{ subject: 'Alerts arrive twice', content: 'Since Monday, on both channels.', priority: 'HIGH' }],
      },
    ],
  },
  'jonas.weber.home@mail.example': {
    domain: 'sunday-runners.example',
    companies: [
      {
        name: 'Alpine Shoe Repair',
        domain: 'alpineshoes.example',
        industry: 'SPORTING_GOODS',
        city: 'Innsbruck',
        contacts: [{ firstname: 'Luca', lastname: 'Moser', jobtitle: 'Cobbler', lifecyclestage: 'lead' }],
        deals: [{ dealname: 'Club sponsorship', amount: 400, dealstage: 'appointmentscheduled', closes: 30 }],
      },
    ],
  },
  'priya.nair@northwind.example': {
    domain: 'design.northwind.example',
    companies: [
      {
        name: 'Lumen Print',
        domain: 'lumenprint.example',
        industry: 'PRINTING',
        city: 'Leeds',
        contacts: [
          { firstname: 'Amelia', lastname: 'Brandt', jobtitle: 'Art director', lifecyclestage: 'opportunity' },
        ],
        deals: [{ dealname: 'Lumen: brand guide', amount: 15_300, dealstage: 'presentationscheduled', closes: 18 }],
      },
    ],
  },
  'priya.nair.home@mail.example': {
    domain: 'beans-and-vines.example',
    companies: [
      {
        name: 'Seedbank Cooperative',
        domain: 'seedbank.example',
        industry: 'FARMING',
        city: 'Kochi',
        contacts: [{ firstname: 'Devika', lastname: 'Menon', jobtitle: 'Librarian', lifecyclestage: 'lead' }],
        deals: [{ dealname: 'Heirloom seed swap', amount: 120, dealstage: 'appointmentscheduled', closes: 6 }],
      },
    ],
  },
}

/** What the hub of an account that nobody wrote one for starts with. */
export function starterCompanies(name: string): DemoCompany[] {
  return [
    {
      name: `First customer of ${name}`,
      domain: 'first-customer.example',
      industry: 'CONSUMER_SERVICES',
      city: 'Springfield',
      contacts: [{ firstname: 'Robin', lastname: 'Sample', jobtitle: 'Buyer', lifecyclestage: 'lead' }],
      deals: [{ dealname: 'A first deal', amount: 1000, dealstage: 'appointmentscheduled', closes: 14 }],
    },
  ]
}
