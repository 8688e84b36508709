export interface DemoIssue {
  summary: string
  /** Paragraphs. */
  description?: string[]
  type: 'Task' | 'Bug' | 'Story'
  status: 'To Do' | 'In Progress' | 'Done'
  priority: 'Highest' | 'High' | 'Medium' | 'Low' | 'Lowest'
  labels?: string[]
  /** Assigned to the account's owner. */
  mine?: boolean
  comments?: string[]
  /** How long before the account was first used it was last changed. */
  hoursOld: number
}

export interface DemoProject {
  key: string
  name: string
  issues: DemoIssue[]
}

/** Projects of the demo people's Jira sites, by e-mail address. No two accounts share an issue. */
export const demoProjects: Record<string, DemoProject[]> = {
  'maya.chen@northwind.example': [
    {
      key: 'NW',
      name: 'Northwind Product',
      issues: [
        {
          summary: 'Let users connect a second account',
          description: ['Support hears it every week.', 'Start with Google Drive.'],
          type: 'Story',
          status: 'In Progress',
          priority: 'High',
          labels: ['accounts', 'q1'],
          mine: true,
          comments: ['Design is done.', 'Beta on 2 February.'],
          hoursOld: 5,
        },
        {
          summary: 'Disconnect button is below the fold',
          type: 'Bug',
          status: 'To Do',
          priority: 'Medium',
          hoursOld: 30,
        },
        {
          summary: 'Rewrite the pricing page',
          type: 'Task',
          status: 'Done',
          priority: 'Low',
          mine: true,
          hoursOld: 200,
        },
      ],
    },
    {
      key: 'DOCS',
      name: 'Documentation',
      issues: [
        {
          summary: 'Explain how tokens are refreshed',
          type: 'Task',
          status: 'To Do',
          priority: 'Medium',
          hoursOld: 70,
        },
      ],
    },
  ],
  'maya.chen.home@mail.example': [
    {
      key: 'FLAT',
      name: 'The flat',
      issues: [
        {
          summary: 'Fix the tap in the kitchen',
          type: 'Bug',
          status: 'To Do',
          priority: 'Highest',
          mine: true,
          hoursOld: 12,
        },
        { summary: 'Paint the hallway', type: 'Task', status: 'In Progress', priority: 'Low', hoursOld: 300 },
      ],
    },
  ],
  'jonas.weber@northwind.example': [
    {
      key: 'OPS',
      name: 'Operations',
      issues: [
        {
          summary: 'Certificates are renewed by hand',
          type: 'Bug',
          status: 'In Progress',
          priority: 'Highest',
          labels: ['incident'],
          mine: true,
          comments: ['Script is in review.'],
          hoursOld: 3,
        },
        { summary: 'Second region in Vienna', type: 'Story', status: 'To Do', priority: 'Medium', hoursOld: 48 },
      ],
    },
  ],
  'jonas.weber.home@mail.example': [
    {
      key: 'CLUB',
      name: 'Cycling club',
      issues: [{ summary: 'Order jerseys', type: 'Task', status: 'To Do', priority: 'High', mine: true, hoursOld: 26 }],
    },
  ],
  'priya.nair@northwind.example': [
    {
      key: 'DES',
      name: 'Design',
      issues: [
        {
          summary: 'Dark theme for the portal',
          type: 'Story',
          status: 'To Do',
          priority: 'Medium',
          mine: true,
          hoursOld: 9,
        },
        { summary: 'Focus ring is cut off', type: 'Bug', status: 'Done', priority: 'High', hoursOld: 90 },
      ],
    },
  ],
  'priya.nair.home@mail.example': [
    {
      key: 'POT',
      name: 'Pottery',
      issues: [{ summary: 'Fire the lanterns', type: 'Task', status: 'In Progress', priority: 'Medium', hoursOld: 15 }],
    },
  ],
}

/** What a site that nobody wrote projects for starts with. */
export function starterProjects(name: string): DemoProject[] {
  return [
    {
      key: 'START',
      name: `Project of ${name}`,
      issues: [{ summary: `First issue of ${name}`, type: 'Task', status: 'To Do', priority: 'Medium', hoursOld: 1 }],
    },
  ]
}
