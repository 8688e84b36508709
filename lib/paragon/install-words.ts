import type { Problem } from './problem'
import type { InstallProgress } from './use-install'

type Unfinished = Exclude<InstallProgress, { kind: 'waiting' | 'settling' }>

/** Why an account did not get connected, and what to do about it. `name` is the integration's. */
export function installProblem(progress: Unfinished, name: string): Problem {
  switch (progress.kind) {
    case 'blocked':
      return {
        title: 'Your browser blocked the sign-in window',
        detail: 'Allow pop-ups for this site, usually through an icon in the address bar, then try again.',
      }
    case 'closed':
      return {
        title: 'The window was closed before you finished',
        detail: `Nothing changed. Try again whenever you like; if ${name} is still finishing, the account appears by itself.`,
      }
    case 'denied':
      return { title: 'You declined access', detail: `${name} shared nothing. You can try again and choose Allow.` }
    case 'failed':
      return progress.problem
  }
}
