/** A file that an account starts with. */
export interface DemoFile {
  name: string
  mimeType: string
  content: string
  /** Name of the folder it lies in; in the root when left out. A folder is made when first named. */
  folder?: string | undefined
  starred?: boolean | undefined
  /** How long before the project was made it was last changed. */
  hoursOld: number
}

const text = 'text/plain'
const markdown = 'text/markdown'
const csv = 'text/csv'
const svg = 'image/svg+xml'

/** Files of the demo people's Google accounts, by e-mail address. No two accounts share one. */
export const demoFiles: Record<string, DemoFile[]> = {
  'maya.chen@northwind.example': [
    {
      name: 'Q1 launch plan.md',
      mimeType: markdown,
      folder: 'Launch',
      starred: true,
      hoursOld: 3,
      content: '# Q1 launch plan\n\n- Beta: 2 February\n- Pricing page: 9 February\n- Launch: 23 February\n',
    },
    {
      name: 'Launch budget.csv',
      mimeType: csv,
      folder: 'Launch',
      hoursOld: 26,
      content: 'item,owner,amount\nVideo,Maya Chen,4200\nEvents,Jonas Weber,7800\nAds,Priya Nair,5100\n',
    },
    {
      name: 'Customer interviews.txt',
      mimeType: text,
      hoursOld: 50,
      content: 'Fabrikam: wants two drives per user.\nContoso: asks for audit logs.\nTailspin: happy with exports.\n',
    },
    {
      name: 'Team handbook.md',
      mimeType: markdown,
      hoursOld: 700,
      content: '# Team handbook\n\nCore hours are 10 to 15. Meetings have an agenda or are cancelled.\n',
    },
  ],
  'maya.chen.home@mail.example': [
    {
      name: 'Sourdough.md',
      mimeType: markdown,
      folder: 'Recipes',
      starred: true,
      hoursOld: 9,
      content:
        '# Sourdough\n\n500 g flour, 350 g water, 100 g starter, 10 g salt. Fold four times, bake at 240 degrees.\n',
    },
    {
      name: 'Trip to Lisbon.txt',
      mimeType: text,
      hoursOld: 75,
      content: 'Fly on the 14th. Apartment in Alfama. Tram 28 before nine, or not at all.\n',
    },
    {
      name: 'Household budget.csv',
      mimeType: csv,
      hoursOld: 200,
      content: 'month,rent,food,fun\nNovember,1450,420,180\nDecember,1450,510,340\n',
    },
  ],
  'jonas.weber@northwind.example': [
    {
      name: 'Incident review 2026-01.md',
      mimeType: markdown,
      folder: 'Operations',
      starred: true,
      hoursOld: 5,
      content:
        '# Incident review\n\nA certificate expired on a Sunday. Renewal now runs weekly and pages two people.\n',
    },
    {
      name: 'On-call rota.csv',
      mimeType: csv,
      folder: 'Operations',
      hoursOld: 30,
      content: 'week,primary,secondary\n3,Jonas Weber,Priya Nair\n4,Priya Nair,Maya Chen\n5,Maya Chen,Jonas Weber\n',
    },
    {
      name: 'Network map.svg',
      mimeType: svg,
      hoursOld: 400,
      content:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><circle cx="20" cy="20" r="12"/><circle cx="100" cy="20" r="12"/><path d="M32 20h56" stroke="#000"/></svg>',
    },
  ],
  'jonas.weber.home@mail.example': [
    {
      name: 'Marathon training.csv',
      mimeType: csv,
      folder: 'Running',
      hoursOld: 12,
      content: 'date,kilometres,minutes\n2026-01-04,12,66\n2026-01-08,8,42\n2026-01-11,18,101\n',
    },
    {
      name: 'Bike repair notes.txt',
      mimeType: text,
      hoursOld: 150,
      content: 'Chain at 0.75 %: replace. Rear brake: bleed in spring.\n',
    },
    {
      name: 'Reading list.md',
      mimeType: markdown,
      starred: true,
      hoursOld: 320,
      content: '# Reading list\n\n1. The Dispossessed\n2. A Pattern Language\n3. The Left Hand of Darkness\n',
    },
  ],
  'priya.nair@northwind.example': [
    {
      name: 'Design principles.md',
      mimeType: markdown,
      folder: 'Design',
      starred: true,
      hoursOld: 2,
      content: '# Design principles\n\nSay what happened. Offer the way out. Never ask twice.\n',
    },
    {
      name: 'Colour tokens.csv',
      mimeType: csv,
      folder: 'Design',
      hoursOld: 40,
      content: 'token,light,dark\naccent,#2f54c9,#8fadff\nsurface,#ffffff,#161b24\ntext,#17202e,#e8edf5\n',
    },
    {
      name: 'Logo.svg',
      mimeType: svg,
      folder: 'Design',
      hoursOld: 90,
      content:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M20 4l16 28H4z" fill="#2f54c9"/></svg>',
    },
    {
      name: 'Usability test.txt',
      mimeType: text,
      hoursOld: 310,
      content: 'Five people, three tasks. Four found the accounts page; one looked for it in the profile menu.\n',
    },
  ],
  'priya.nair.home@mail.example': [
    {
      name: 'Garden plan.md',
      mimeType: markdown,
      folder: 'Garden',
      hoursOld: 20,
      content: '# Garden plan\n\nBeans along the fence, tomatoes in the corner, mint in a pot and nowhere else.\n',
    },
    {
      name: 'Seed orders.csv',
      mimeType: csv,
      folder: 'Garden',
      hoursOld: 21,
      content: 'seed,packets,price\nRunner bean,2,3.40\nTomato,1,2.90\nBasil,3,2.10\n',
    },
    {
      name: 'Guitar tabs.txt',
      mimeType: text,
      starred: true,
      hoursOld: 500,
      content: 'e|--0--3--5--|\nB|--1--3--5--|\nG|--0--0--5--|\n',
    },
  ],
}

/** What an account that nobody wrote files for starts with. */
export function starterFiles(name: string): DemoFile[] {
  return [
    {
      name: 'Welcome.md',
      mimeType: markdown,
      starred: true,
      hoursOld: 1,
      content: `# Welcome, ${name}\n\nThis drive is yours alone. No other account sees what is in it.\n`,
    },
    { name: 'Notes.txt', mimeType: text, folder: 'Notes', hoursOld: 2, content: `Notes of ${name}\n` },
    { name: 'Numbers.csv', mimeType: csv, folder: 'Notes', hoursOld: 4, content: 'day,count\nMonday,3\nTuesday,5\n' },
  ]
}
