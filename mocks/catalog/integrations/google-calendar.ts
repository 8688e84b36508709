import type { IntegrationDefinition } from '../definitions.ts'
import { googleCalendarWorkflows } from '../workflows/google-calendar.ts'

export const googleCalendar: IntegrationDefinition = {
  type: 'googleCalendar',
  name: 'Google Calendar',
  brandColor: '#188038',
  authenticationType: 'oauth',
  isActive: true,
  oauth: {
    directory: 'google',
    scopes: [
      'openid',
      'email',
      'profile',
      'https://www.googleapis.com/auth/calendar',
      'https://www.googleapis.com/auth/contacts.readonly',
      'https://www.googleapis.com/auth/directory.readonly',
    ],
    authorizeParameters: { access_type: 'offline', prompt: 'select_account consent' },
  },
  api: { baseUrl: 'https://www.googleapis.com/calendar/v3', hosts: ['www.googleapis.com', 'people.googleapis.com'] },
  exposesAccountAuth: false,
  portal: {
    accentColor: '#188038',
    description: 'Keep meetings in step with your calendars.',
    overview: 'See your work and your personal calendar side by side, and choose what each one is used for.',
    sharedInputs: [
      {
        id: 'calendar-purpose',
        title: 'What this calendar is used for',
        type: 'ENUM',
        sourceType: 'calendar-purposes',
        required: false,
        defaultValue: 'meetings',
      },
    ],
    dataSources: {
      'calendar-purposes': {
        type: 'STATIC_ENUM_DATA_SOURCE',
        id: 'calendar-purposes',
        title: 'Purposes',
        values: [
          { value: 'meetings', label: 'Meetings' },
          { value: 'availability', label: 'Only to show when I am busy' },
        ],
      },
    },
  },
  workflows: googleCalendarWorkflows,
}
