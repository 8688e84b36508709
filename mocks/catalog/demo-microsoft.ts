import type { DemoFile } from './demo-files.ts'

export interface DemoLibrary {
  name: string
  /** The last part of its address. */
  path: string
  files: DemoFile[]
}

export interface DemoSite {
  /** After `/sites/` in its address; empty for the organization's root site. */
  path: string
  name: string
  description: string
  libraries: DemoLibrary[]
}

/** What a Microsoft account starts with: the files of its OneDrive, and the SharePoint sites that it owns. */
export interface DemoDrives {
  files: DemoFile[]
  sites: DemoSite[]
}

const text = 'text/plain'
const markdown = 'text/markdown'
const csv = 'text/csv'

function documents(...files: DemoFile[]): DemoLibrary {
  return { name: 'Documents', path: 'Shared Documents', files }
}

/** Drives of the demo people's Microsoft accounts, by e-mail address. No two accounts share a file. */
export const demoDrives: Record<string, DemoDrives> = {
  'maya.chen@northwind.example': {
    files: [
      {
        name: 'Roadmap 2026.md',
        mimeType: markdown,
        folder: 'Planning',
        hoursOld: 6,
        content: '# Roadmap 2026\n\nQ1: several accounts. Q2: audit log. Q3: regions. Q4: rest.\n',
      },
      {
        name: 'Pricing ideas.csv',
        mimeType: csv,
        folder: 'Planning',
        hoursOld: 60,
        content: 'plan,seats,price\nTeam,10,490\nBusiness,50,1900\nEnterprise,250,on request\n',
      },
      { name: 'One-on-ones.txt', mimeType: text, hoursOld: 30, content: 'Jonas: on-call load.\nPriya: hiring.\n' },
    ],
    sites: [
      {
        path: 'Product',
        name: 'Product',
        description: 'What we build next, and why.',
        libraries: [
          documents(
            {
              name: 'Release notes.md',
              mimeType: markdown,
              folder: 'Releases',
              hoursOld: 10,
              content: '# Release notes\n\n- Several accounts of one integration\n- Faster syncs\n',
            },
            {
              name: 'Vision.md',
              mimeType: markdown,
              hoursOld: 400,
              content: '# Vision\n\nEvery tool that a customer has, in one place, without one of them lost.\n',
            },
          ),
          {
            name: 'Contracts',
            path: 'Contracts',
            files: [
              {
                name: 'Fabrikam order form.txt',
                mimeType: text,
                hoursOld: 90,
                content: 'Fabrikam, 40 seats, twelve months from 1 March.\n',
              },
            ],
          },
        ],
      },
    ],
  },
  'maya.chen.home@mail.example': {
    files: [
      {
        name: 'Flat inventory.csv',
        mimeType: csv,
        folder: 'House',
        hoursOld: 14,
        content: 'item,room,bought\nSofa,Living room,2021\nOven,Kitchen,2023\nDesk,Study,2024\n',
      },
      { name: 'Gift ideas.txt', mimeType: text, hoursOld: 44, content: 'Lin: pottery class. Dad: a better lamp.\n' },
    ],
    sites: [
      {
        path: 'Family',
        name: 'Family',
        description: 'Papers and pictures of the Chens.',
        libraries: [
          documents({
            name: 'Grandmother’s dumplings.md',
            mimeType: markdown,
            folder: 'Recipes we keep',
            hoursOld: 500,
            content: '# Dumplings\n\nPork, chives, ginger. Pleat them at least nine times.\n',
          }),
        ],
      },
    ],
  },
  'jonas.weber@northwind.example': {
    files: [
      {
        name: 'Capacity.csv',
        mimeType: csv,
        folder: 'Planning',
        hoursOld: 8,
        content: 'region,cpu,memory\neu,61,70\nus,48,55\nap,35,40\n',
      },
      { name: 'Vendor calls.txt', mimeType: text, hoursOld: 33, content: 'Ask for the incident report in writing.\n' },
    ],
    sites: [
      {
        path: 'Operations',
        name: 'Operations',
        description: 'Runbooks, rotas and reviews.',
        libraries: [
          documents(
            {
              name: 'Failover runbook.md',
              mimeType: markdown,
              folder: 'Runbooks',
              hoursOld: 20,
              content: '# Failover\n\n1. Announce it. 2. Freeze writes. 3. Promote the replica. 4. Check, then thaw.\n',
            },
            { name: 'Access list.csv', mimeType: csv, hoursOld: 70, content: 'who,system\nJonas,all\nPriya,staging\n' },
          ),
        ],
      },
    ],
  },
  'jonas.weber.home@mail.example': {
    files: [
      {
        name: 'Alps tour.md',
        mimeType: markdown,
        folder: 'Tours',
        hoursOld: 18,
        content: '# Alps tour\n\nDay 1: Garmisch to Ehrwald. Day 2: Fern pass. Day 3: rest, or rain.\n',
      },
      { name: 'Tax 2025.txt', mimeType: text, hoursOld: 210, content: 'Receipts are in the blue folder.\n' },
    ],
    sites: [
      {
        path: 'Cycling',
        name: 'Cycling',
        description: 'Routes and rides of the club.',
        libraries: [
          documents({
            name: 'Spring race.csv',
            mimeType: csv,
            hoursOld: 120,
            content: 'place,rider,time\n1,Ruben,2:41\n2,Jonas,2:44\n',
          }),
        ],
      },
    ],
  },
  'priya.nair@northwind.example': {
    files: [
      {
        name: 'Interview guide.md',
        mimeType: markdown,
        folder: 'Hiring',
        hoursOld: 4,
        content: '# Interview guide\n\nShow a screen. Ask what it does. Wait.\n',
      },
      { name: 'Fonts.txt', mimeType: text, hoursOld: 130, content: 'System fonts first. One exception: numerals.\n' },
    ],
    sites: [
      {
        path: 'Design',
        name: 'Design',
        description: 'Screens, words and the reasons for them.',
        libraries: [
          documents(
            {
              name: 'Accessibility checklist.md',
              mimeType: markdown,
              folder: 'Standards',
              hoursOld: 16,
              content: '# Checklist\n\nContrast, focus, names, motion. In this order.\n',
            },
            {
              name: 'Illustration rights.csv',
              mimeType: csv,
              hoursOld: 95,
              content: 'work,licence\nHero,own\nMap,CC0\n',
            },
          ),
        ],
      },
    ],
  },
  'priya.nair.home@mail.example': {
    files: [
      {
        name: 'Glaze tests.csv',
        mimeType: csv,
        folder: 'Pottery',
        hoursOld: 22,
        content: 'glaze,cone,result\nCeladon,6,too thin\nTenmoku,10,good\n',
      },
      { name: 'Letters.txt', mimeType: text, hoursOld: 600, content: 'Write to Leela before the monsoon.\n' },
    ],
    sites: [
      {
        path: 'Studio',
        name: 'Studio',
        description: 'The pottery that Priya shares with two others.',
        libraries: [
          documents({
            name: 'Kiln bookings.csv',
            mimeType: csv,
            hoursOld: 40,
            content: 'date,who\n2026-02-07,Priya\n2026-02-14,Anil\n',
          }),
        ],
      },
    ],
  },
}

/** What an account that nobody wrote drives for starts with. */
export function starterDrives(name: string): DemoDrives {
  return {
    files: [
      { name: 'Welcome to OneDrive.md', mimeType: markdown, hoursOld: 1, content: `# Welcome, ${name}\n` },
      { name: 'Notes.txt', mimeType: text, folder: 'Notes', hoursOld: 2, content: `Notes of ${name}\n` },
    ],
    sites: [
      {
        path: 'Team',
        name: 'Team',
        description: `The team of ${name}.`,
        libraries: [
          documents({ name: 'About this site.txt', mimeType: text, hoursOld: 3, content: `${name} owns this site.\n` }),
        ],
      },
    ],
  }
}
