import { useState } from 'preact/hooks'
import { useWorkbench } from './context.ts'
import { type Resource, useResource } from './use-resource.ts'

export interface List<T> extends Resource<T[]> {
  /** Reads another page; undefined when there is none. */
  more: (() => void) | undefined
}

/** A list that the control API cuts into pages: `path` answers `{[field]: rows, nextCursor}`. */
export function useList<T>(path: string, field: string): List<T> {
  const { api } = useWorkbench()
  const [shown, setShown] = useState({ path, pages: 1 })
  const pages = shown.path === path ? shown.pages : 1
  const { data, problem, refresh } = useResource(`${path} ${pages}`, async (signal) => {
    const rows: T[] = []
    let cursor: string | null = ''
    for (let page = 0; page < pages && cursor !== null; page += 1) {
      const query: string = cursor === '' ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
      const answer = await api.json<Record<string, unknown>>(path + query, signal)
      rows.push(...(answer[field] as T[]))
      cursor = answer.nextCursor as string | null
    }
    return { rows, hasMore: cursor !== null }
  })
  return {
    data: data?.rows,
    problem,
    refresh,
    more: data?.hasMore ? () => setShown({ path, pages: pages + 1 }) : undefined,
  }
}
