import type { Account } from '../../store/provider-accounts.ts'
import type { TaskData } from './schemas.ts'

/** What an account starts with: enough to tell whose it is. */
export function startingTasks({ name, kind }: Account): TaskData[] {
  const [first = name] = name.split(' ')
  const work: [string, TaskData['status']][] = [
    ['Prepare the Northwind kick-off', 'open'],
    ['Review the contract draft', 'open'],
    ['Book the team offsite', 'done'],
  ]
  const home: [string, TaskData['status']][] = [
    ['Call the plumber', 'open'],
    ['Renew the library card', 'done'],
  ]
  return (kind === 'work' ? work : home).map(([title, status]) => ({
    title,
    notes: `On ${first}'s list.`,
    status,
    due_date: null,
  }))
}
