/** An event that an account's calendar starts with. */
export interface DemoEvent {
  summary: string
  description?: string | undefined
  location?: string | undefined
  /** Days from the day on which the account is made; negative: before it. */
  day: number
  /** UTC, such as "09:30"; an event without one takes whole days. */
  time?: string | undefined
  /** Minutes; days of an event that takes whole days. */
  length: number
  /** E-mail addresses of the others who take part. */
  attendees?: string[] | undefined
}

const maya = 'maya.chen@northwind.example'
const jonas = 'jonas.weber@northwind.example'
const priya = 'priya.nair@northwind.example'

/**
 * Events of the demo people's Google accounts, by e-mail address. No two accounts share one. Few, as each is
 * written whenever a project is made.
 */
export const demoEvents: Record<string, DemoEvent[]> = {
  [maya]: [
    { summary: 'Launch retrospective', day: -3, time: '13:00', length: 60, attendees: [jonas, priya] },
    {
      summary: 'Q1 launch planning',
      description: 'Dates, owners, and what we leave out.',
      location: 'Room Baltic',
      day: 1,
      time: '09:30',
      length: 60,
      attendees: [jonas, priya],
    },
    { summary: 'Product offsite', location: 'Harbour house', day: 12, length: 2 },
  ],
  'maya.chen.home@mail.example': [
    { summary: 'Dentist', location: 'Dr. Okafor', day: 1, time: '16:30', length: 30 },
    { summary: 'Trip to Lisbon', description: 'Apartment in Alfama.', day: 21, length: 5 },
  ],
  [jonas]: [
    { summary: 'On-call handover', location: 'Video call', day: 1, time: '08:00', length: 30, attendees: [priya] },
    { summary: 'Capacity review', location: 'Room Aegean', day: 4, time: '11:00', length: 60, attendees: [maya] },
  ],
  'jonas.weber.home@mail.example': [
    { summary: 'Long run', description: '18 km, easy.', day: 2, time: '06:30', length: 110 },
    { summary: 'Parents visit', day: 8, length: 3 },
  ],
  [priya]: [
    { summary: 'Design critique', location: 'Room Coral', day: 1, time: '12:00', length: 50, attendees: [maya] },
    { summary: 'Conference: interfaces that explain themselves', day: 30, length: 2 },
  ],
  'priya.nair.home@mail.example': [
    { summary: 'Guitar lesson', location: 'Studio 4', day: 2, time: '18:00', length: 60 },
    { summary: 'Plant the beans', day: 6, length: 1 },
  ],
}

/** What an account that nobody wrote events for starts with. */
export function starterEvents(name: string): DemoEvent[] {
  return [
    {
      summary: `Welcome, ${name}`,
      description: 'This calendar is yours alone. No other account sees what is in it.',
      day: 1,
      time: '09:00',
      length: 30,
    },
    { summary: 'A day off', day: 7, length: 1 },
  ]
}
