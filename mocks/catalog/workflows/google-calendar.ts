import type { WorkflowDefinition } from '../definitions.ts'

const EVENTS = '/calendars/primary/events'

export const googleCalendarWorkflows: WorkflowDefinition[] = [
  {
    slug: 'sync-meetings',
    description: 'Keep meetings in step',
    infoText: 'Copies changed meetings into the calendar.',
    inputs: [],
    trigger: { type: 'event', name: 'meetings.changed' },
    steps: [
      {
        id: 'each',
        type: 'fanOut',
        over: '{{trigger.payload.meetings}}',
        // One after the other: two changes of one meeting must not overtake each other.
        order: 'sequential',
        steps: [
          {
            id: 'event-id',
            description: 'Ids of events have no dashes.',
            type: 'function',
            return: { $replace: { in: { $lower: '{{steps.each.instance.id}}' }, find: '-', with: '' } },
          },
          {
            id: 'meeting',
            type: 'function',
            return: {
              summary: '{{steps.each.instance.title}}',
              description: '{{steps.each.instance.description}}',
              start: { dateTime: '{{steps.each.instance.start}}' },
              end: { dateTime: '{{steps.each.instance.end}}' },
            },
          },
          {
            id: 'known',
            type: 'request',
            method: 'GET',
            path: `${EVENTS}/{{steps.event-id.output}}`,
            continueOnFailure: true,
          },
          {
            id: 'is-known',
            type: 'conditional',
            if: { $equals: ['{{steps.known.status}}', 200] },
            yes: [
              {
                id: 'change',
                type: 'request',
                method: 'PATCH',
                path: `${EVENTS}/{{steps.event-id.output}}`,
                body: { $merge: ['{{steps.meeting.output}}', { status: 'confirmed' }] },
                retry: true,
                idempotent: true,
              },
            ],
            no: [
              {
                id: 'add',
                type: 'request',
                method: 'POST',
                path: EVENTS,
                body: { $merge: ['{{steps.meeting.output}}', { id: '{{steps.event-id.output}}' }] },
                retry: true,
              },
            ],
          },
        ],
      },
    ],
  },
  {
    slug: 'busy-times',
    description: 'Show when I am busy',
    infoText: 'Lets the app see when this calendar has meetings, not what they are.',
    inputs: [],
    trigger: { type: 'request', validation: { body: { from: { type: 'string' }, to: { type: 'string' } } } },
    steps: [
      {
        id: 'events',
        type: 'request',
        method: 'GET',
        path: EVENTS,
        query: {
          timeMin: '{{trigger.body.from}}',
          timeMax: '{{trigger.body.to}}',
          singleEvents: true,
          orderBy: 'startTime',
          fields: 'items(start,end,transparency)',
        },
      },
      {
        id: 'answer',
        type: 'response',
        body: {
          busy: {
            $map: {
              over: {
                $filter: {
                  over: '{{steps.events.output.items}}',
                  where: { $notEquals: ['{{item.transparency}}', 'transparent'] },
                },
              },
              to: { $pick: { from: '{{item}}', keys: ['start', 'end'] } },
            },
          },
        },
      },
    ],
  },
  {
    slug: 'follow-up',
    description: 'Remind me to follow up',
    infoText: 'A day after a meeting, puts half an hour for the follow-up into the calendar.',
    inputs: [],
    trigger: { type: 'event', name: 'meeting.finished' },
    steps: [
      { id: 'a-day', type: 'delay', for: { days: 1 } },
      {
        id: 'remind',
        type: 'request',
        method: 'POST',
        path: EVENTS,
        body: {
          summary: 'Follow up: {{trigger.payload.title}}',
          start: { dateTime: '{{now}}' },
          end: { dateTime: { $date: { add: { minutes: 30 } } } },
        },
        retry: true,
      },
    ],
  },
  {
    slug: 'first-reminder',
    description: 'Remind new users of their settings',
    inputs: [],
    trigger: { type: 'integrationEnabled' },
    steps: [
      {
        id: 'for-meetings',
        type: 'conditional',
        if: { $equals: ['{{settings.calendar-purpose}}', 'meetings'] },
        yes: [
          {
            id: 'remind',
            type: 'request',
            method: 'POST',
            path: EVENTS,
            body: {
              summary: 'Review which meetings are kept in step',
              start: { date: { $date: { add: { days: 7 }, dateOnly: true } } },
              end: { date: { $date: { add: { days: 8 }, dateOnly: true } } },
              transparency: 'transparent',
            },
            retry: true,
          },
        ],
      },
    ],
  },
]
