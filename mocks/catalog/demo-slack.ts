/** Someone in a workspace beside the account's owner. */
export interface DemoMember {
  /** What they are called in messages; "me" is the account's owner, wherever a handle is asked for. */
  handle: string
  name: string
  email: string
  title: string
  /** Owns the workspace. */
  owner?: boolean
}

export interface DemoMessage {
  /** A handle. */
  from: string
  /** `<@handle>` mentions someone. */
  text: string
  /** Before the account is first used. */
  minutesAgo: number
  /** Handles by emoji. */
  reactions?: Record<string, string[]>
  thread?: DemoMessage[]
}

export interface DemoChannel {
  name: string
  purpose: string
  topic?: string
  /** Everyone is in it, always. Each workspace has one. */
  general?: boolean
  private?: boolean
  archived?: boolean
  /** Handles; default: everyone. */
  members?: string[]
  /** Oldest first. */
  messages: DemoMessage[]
}

/** A Slack workspace that an account starts with. */
export interface DemoWorkspace {
  name: string
  /** `{domain}.slack.com`. */
  domain: string
  /** The account's owner. */
  handle: string
  title: string
  members: DemoMember[]
  channels: DemoChannel[]
  /** By handle: what was said between the two. */
  directMessages: Record<string, DemoMessage[]>
}

const colleagues = {
  maya: { handle: 'maya', name: 'Maya Chen', email: 'maya.chen@northwind.example', title: 'Product' },
  jonas: { handle: 'jonas', name: 'Jonas Weber', email: 'jonas.weber@northwind.example', title: 'Operations' },
  priya: { handle: 'priya', name: 'Priya Nair', email: 'priya.nair@northwind.example', title: 'Design' },
  amara: { handle: 'amara', name: 'Amara Diallo', email: 'amara.diallo@northwind.example', title: 'Managing director' },
  tomas: { handle: 'tomas', name: 'Tomás Ruiz', email: 'tomas.ruiz@northwind.example', title: 'Support' },
} satisfies Record<string, DemoMember>

/** Workspaces of the demo people's Slack accounts, by e-mail address. No two accounts share one, or a message. */
export const demoWorkspaces: Record<string, DemoWorkspace> = {
  'maya.chen@northwind.example': {
    name: 'Northwind Product',
    domain: 'northwind-product',
    handle: 'maya',
    title: 'Head of Product',
    members: [{ ...colleagues.amara, owner: true }, colleagues.jonas, colleagues.priya, colleagues.tomas],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'Everything that concerns everyone.',
        topic: 'Launch on 23 February',
        messages: [
          {
            from: 'amara',
            text: 'Welcome to the new product workspace!',
            minutesAgo: 30_000,
            reactions: { wave: ['me', 'jonas'] },
          },
          {
            from: 'me',
            text: 'The launch is on *23 February*. The plan is in the Drive.',
            minutesAgo: 2_900,
            reactions: { rocket: ['amara', 'priya'] },
          },
          { from: 'tomas', text: 'Support is ready for it.', minutesAgo: 1_500 },
        ],
      },
      {
        name: 'launch',
        purpose: 'The Q1 launch, day by day.',
        members: ['me', 'jonas', 'priya'],
        messages: [
          { from: 'priya', text: 'New hero image is up. <@maya>, does it say enough?', minutesAgo: 700 },
          {
            from: 'me',
            text: 'Can we move the beta to 2 February?',
            minutesAgo: 400,
            thread: [
              {
                from: 'jonas',
                text: 'Staging is free that week, so yes.',
                minutesAgo: 390,
                reactions: { '+1': ['me'] },
              },
              { from: 'priya', text: 'Screens will be done by then.', minutesAgo: 350 },
            ],
          },
        ],
      },
      {
        name: 'support',
        purpose: 'What customers ask.',
        members: ['tomas', 'amara'],
        messages: [{ from: 'tomas', text: 'Fabrikam asks for two drives per user, again.', minutesAgo: 600 }],
      },
      {
        name: 'leadership',
        purpose: 'Plans that are not plans yet.',
        private: true,
        members: ['me', 'amara'],
        messages: [{ from: 'amara', text: 'Pricing stays as it is until the launch.', minutesAgo: 900 }],
      },
      {
        name: 'hiring',
        purpose: 'Candidates.',
        private: true,
        members: ['amara', 'jonas'],
        messages: [{ from: 'amara', text: 'Two interviews on Thursday.', minutesAgo: 800 }],
      },
      {
        name: 'q3-launch',
        purpose: 'The launch before this one.',
        archived: true,
        messages: [
          {
            from: 'me',
            text: 'Shipped. Thank you all!',
            minutesAgo: 200_000,
            reactions: { tada: ['amara', 'jonas', 'priya'] },
          },
        ],
      },
    ],
    directMessages: { priya: [{ from: 'priya', text: 'Lunch at one?', minutesAgo: 90 }] },
  },

  'maya.chen.home@mail.example': {
    name: 'Lisbon Trip',
    domain: 'lisbon-trip',
    handle: 'maya',
    title: '',
    members: [
      { handle: 'lin', name: 'Lin Chen', email: 'lin.chen@mail.example', title: '', owner: true },
      { handle: 'marco', name: 'Marco Silva', email: 'marco.silva@mail.example', title: '' },
    ],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'Five days in Alfama.',
        messages: [
          {
            from: 'lin',
            text: 'Flights are booked: the 14th, 7:40.',
            minutesAgo: 5_000,
            reactions: { airplane: ['me', 'marco'] },
          },
          { from: 'me', text: 'Tram 28 before nine, or not at all.', minutesAgo: 3_000 },
        ],
      },
      {
        name: 'food',
        purpose: 'Where we eat.',
        messages: [
          {
            from: 'marco',
            text: 'Grilled sardines at the corner by the church.',
            minutesAgo: 1_200,
            thread: [{ from: 'me', text: 'Saved!', minutesAgo: 1_190 }],
          },
        ],
      },
      {
        name: 'surprise-for-lin',
        purpose: 'Not for Lin.',
        private: true,
        members: ['me', 'marco'],
        messages: [{ from: 'marco', text: 'The cake is ordered.', minutesAgo: 300 }],
      },
    ],
    directMessages: { lin: [{ from: 'lin', text: 'Did you pack the adapter?', minutesAgo: 60 }] },
  },

  'jonas.weber@northwind.example': {
    name: 'Northwind Operations',
    domain: 'northwind-operations',
    handle: 'jonas',
    title: 'Operations lead',
    members: [{ ...colleagues.amara, owner: true }, colleagues.maya, colleagues.priya],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'Operations, for everyone.',
        messages: [{ from: 'amara', text: 'Thanks for a quiet week.', minutesAgo: 4_000, reactions: { pray: ['me'] } }],
      },
      {
        name: 'incidents',
        purpose: 'One thread for each incident.',
        topic: 'All green',
        messages: [
          {
            from: 'me',
            text: 'INC-41: a certificate expired on the old gateway.',
            minutesAgo: 2_000,
            thread: [
              { from: 'me', text: 'Renewed by hand. Customers saw errors for six minutes.', minutesAgo: 1_980 },
              { from: 'maya', text: 'Told Fabrikam and Contoso.', minutesAgo: 1_970, reactions: { '+1': ['me'] } },
            ],
          },
        ],
      },
      {
        name: 'on-call',
        purpose: 'Handovers.',
        private: true,
        members: ['me', 'priya'],
        messages: [{ from: 'priya', text: 'Taking over from Monday.', minutesAgo: 500 }],
      },
    ],
    directMessages: {
      maya: [{ from: 'maya', text: 'Is staging free in the first week of February?', minutesAgo: 410 }],
    },
  },

  'jonas.weber.home@mail.example': {
    name: 'Harbour Runners',
    domain: 'harbour-runners',
    handle: 'jonas',
    title: 'Sunday group',
    members: [
      { handle: 'eva', name: 'Eva Lindqvist', email: 'eva.lindqvist@mail.example', title: 'Coach', owner: true },
      { handle: 'sami', name: 'Sami Haddad', email: 'sami.haddad@mail.example', title: '' },
    ],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'Club news.',
        messages: [{ from: 'eva', text: 'The spring half is open for entries.', minutesAgo: 6_000 }],
      },
      {
        name: 'long-runs',
        purpose: 'Sundays, 6:30, at the lighthouse.',
        messages: [
          {
            from: 'me',
            text: '18 km on Sunday, easy pace. Who comes?',
            minutesAgo: 1_100,
            reactions: { runner: ['eva', 'sami'] },
          },
          { from: 'sami', text: 'In, if it does not rain.', minutesAgo: 1_000 },
        ],
      },
    ],
    directMessages: { eva: [{ from: 'eva', text: 'How is the knee?', minutesAgo: 200 }] },
  },

  'priya.nair@northwind.example': {
    name: 'Northwind Design',
    domain: 'northwind-design',
    handle: 'priya',
    title: 'Design lead',
    members: [{ ...colleagues.amara, owner: true }, colleagues.maya, colleagues.jonas],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'What we make, and why.',
        messages: [
          {
            from: 'me',
            text: 'Say what happened. Offer the way out. Never ask twice.',
            minutesAgo: 9_000,
            reactions: { heart: ['maya'] },
          },
        ],
      },
      {
        name: 'critique',
        purpose: 'Work in progress, Thursdays at noon.',
        messages: [
          {
            from: 'me',
            text: 'Two versions of the accounts page. Which one would you find in the dark?',
            minutesAgo: 1_300,
            thread: [{ from: 'maya', text: 'The second; the first hides the button.', minutesAgo: 1_250 }],
          },
        ],
      },
      {
        name: 'tokens',
        purpose: 'Colours by name.',
        messages: [{ from: 'jonas', text: 'Dark surface is `#161b24` now.', minutesAgo: 2_400 }],
      },
    ],
    directMessages: { jonas: [{ from: 'jonas', text: 'Can I have the logo as SVG?', minutesAgo: 150 }] },
  },

  'priya.nair.home@mail.example': {
    name: 'Allotment 12',
    domain: 'allotment-12',
    handle: 'priya',
    title: 'Beans and basil',
    members: [
      { handle: 'otto', name: 'Otto Brandt', email: 'otto.brandt@mail.example', title: 'Shed keys', owner: true },
      { handle: 'grace', name: 'Grace Okafor', email: 'grace.okafor@mail.example', title: '' },
    ],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'The garden and its gate.',
        messages: [{ from: 'otto', text: 'The gate sticks. Lift, then push.', minutesAgo: 7_000 }],
      },
      {
        name: 'planting',
        purpose: 'What goes where.',
        messages: [
          {
            from: 'me',
            text: 'Runner beans along the fence, mint in a pot and nowhere else.',
            minutesAgo: 1_800,
            reactions: { seedling: ['otto', 'grace'] },
          },
          { from: 'grace', text: 'I have basil to spare.', minutesAgo: 1_700 },
        ],
      },
    ],
    directMessages: { grace: [{ from: 'grace', text: 'Guitar on Saturday?', minutesAgo: 240 }] },
  },
}

/** What an account that nobody wrote a workspace for starts with. */
export function starterWorkspace(name: string, domain: string): DemoWorkspace {
  return {
    name: `${name}’s workspace`,
    domain,
    handle:
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '.')
        .replace(/^\.|\.$/g, '') || 'owner',
    title: '',
    members: [{ handle: 'sam', name: 'Sam Rivera', email: 'sam.rivera@sandbox.example', title: '', owner: true }],
    channels: [
      {
        name: 'general',
        general: true,
        purpose: 'Everything that concerns everyone.',
        messages: [
          {
            from: 'sam',
            text: `Welcome, ${name}. This workspace is yours alone: no other account sees what is in it.`,
            minutesAgo: 60,
          },
        ],
      },
      { name: 'random', purpose: 'All the rest.', messages: [{ from: 'sam', text: 'Coffee?', minutesAgo: 30 }] },
    ],
    directMessages: { sam: [{ from: 'sam', text: 'Write to me here.', minutesAgo: 20 }] },
  }
}
