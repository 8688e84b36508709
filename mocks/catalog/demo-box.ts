import type { DemoFile } from './demo-files.ts'

const text = 'text/plain'
const markdown = 'text/markdown'
const csv = 'text/csv'

/** Files of the demo people's Box accounts, by e-mail address. No two accounts share one. */
export const demoBoxFiles: Record<string, DemoFile[]> = {
  'maya.chen@northwind.example': [
    {
      name: 'Press kit.md',
      mimeType: markdown,
      folder: 'Marketing',
      hoursOld: 5,
      content: '# Press kit\n\nOne sentence, three numbers, two pictures.\n',
    },
    {
      name: 'Analyst list.csv',
      mimeType: csv,
      folder: 'Marketing',
      hoursOld: 48,
      content: 'name,firm\nR. Alva,Northfield\nS. Okoye,Brightline\n',
    },
    { name: 'Non-disclosure.txt', mimeType: text, hoursOld: 300, content: 'Mutual, two years, law of Denmark.\n' },
  ],
  'maya.chen.home@mail.example': [
    {
      name: 'Choir schedule.csv',
      mimeType: csv,
      folder: 'Choir',
      hoursOld: 26,
      content: 'date,piece\n2026-02-03,Fauré\n2026-02-10,Pärt\n',
    },
    { name: 'Passport scan.txt', mimeType: text, hoursOld: 900, content: 'Only a placeholder, and better so.\n' },
  ],
  'jonas.weber@northwind.example': [
    {
      name: 'Data centre lease.txt',
      mimeType: text,
      folder: 'Contracts',
      hoursOld: 200,
      content: 'Ends in 2028. Notice: twelve months.\n',
    },
    { name: 'Hardware.csv', mimeType: csv, hoursOld: 11, content: 'serial,site\nNW-114,Hamburg\nNW-115,Vienna\n' },
  ],
  'jonas.weber.home@mail.example': [
    {
      name: 'Race photos index.csv',
      mimeType: csv,
      folder: 'Photos',
      hoursOld: 36,
      content: 'file,who\n0412,Eva\n0413,Sami\n',
    },
    { name: 'Rent agreement.txt', mimeType: text, hoursOld: 1500, content: 'Heating included. No drums.\n' },
  ],
  'priya.nair@northwind.example': [
    {
      name: 'Brand book.md',
      mimeType: markdown,
      folder: 'Brand',
      hoursOld: 7,
      content: '# Brand book\n\nBlue is for actions. Nothing else is blue.\n',
    },
    {
      name: 'Icon requests.csv',
      mimeType: csv,
      folder: 'Brand',
      hoursOld: 28,
      content: 'icon,asked by\nSync,Maya\nPause,Jonas\n',
    },
  ],
  'priya.nair.home@mail.example': [
    {
      name: 'Market stall.csv',
      mimeType: csv,
      folder: 'Sales',
      hoursOld: 19,
      content: 'item,sold\nCups,14\nBowls,9\nVases,2\n',
    },
    { name: 'Raga practice.txt', mimeType: text, hoursOld: 80, content: 'Yaman until the third week, then Bhairav.\n' },
  ],
}

/** What an account that nobody wrote files for starts with. */
export function starterBoxFiles(name: string): DemoFile[] {
  return [
    { name: 'Get started with Box.md', mimeType: markdown, hoursOld: 1, content: `# Hello, ${name}\n` },
    { name: 'Notes.txt', mimeType: text, folder: 'Notes', hoursOld: 2, content: `Notes of ${name}\n` },
  ]
}
