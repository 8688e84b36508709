import { installProblem } from '@/lib/paragon/install-words'
import type { InstallProgress } from '@/lib/paragon/use-install'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

type InstallNoticeProps = { progress: InstallProgress; name: string; onDismiss: () => void }

/** What is going on with a sign-in window, or what became of it. */
export function InstallNotice({ progress, name, onDismiss }: InstallNoticeProps) {
  if (progress.kind === 'settling') return null
  if (progress.kind === 'waiting') {
    return (
      <div className="pt-3">
        <Notice tone="info" title="Waiting for you" detail={`Finish signing in to ${name} in the window that opened.`}>
          <Button size="small" onClick={progress.showWindow}>
            Show the window
          </Button>
        </Notice>
      </div>
    )
  }
  return (
    <div className="pt-3">
      <Notice
        tone={progress.kind === 'failed' ? 'bad' : 'warn'}
        {...installProblem(progress, name)}
        onDismiss={onDismiss}
      />
    </div>
  )
}
