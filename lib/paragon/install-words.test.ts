import { expect, it } from 'vitest'
import { installProblem } from './install-words'

it('has different words for every way of not finishing', () => {
  const type = 'googledrive'
  const problem = { title: 'That did not work', detail: 'Invalid state' }
  const titles = [
    installProblem({ type, kind: 'blocked' }, 'Google Drive'),
    installProblem({ type, kind: 'closed' }, 'Google Drive'),
    installProblem({ type, kind: 'denied' }, 'Google Drive'),
    installProblem({ type, kind: 'failed', problem }, 'Google Drive'),
  ].map(({ title }) => title)
  expect(titles).toEqual([
    'Your browser blocked the sign-in window',
    'The window was closed before you finished',
    'You declined access',
    'That did not work',
  ])
})
