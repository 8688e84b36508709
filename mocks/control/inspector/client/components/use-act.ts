import { useCallback, useRef } from 'preact/hooks'
import { wordsOf } from '../api.ts'
import { useWorkbench } from './context.ts'

/** Does something once at a time, says how it went, and then what `after` says. */
export function useAct(after?: () => void): (work: () => Promise<unknown>, done: string) => Promise<void> {
  const { say } = useWorkbench()
  const isBusy = useRef(false)
  return useCallback(
    async (work, done) => {
      if (isBusy.current) return
      isBusy.current = true
      try {
        await work()
        say(done)
      } catch (error) {
        say(wordsOf(error), 'bad')
      } finally {
        isBusy.current = false
        after?.()
      }
    },
    [say, after],
  )
}
