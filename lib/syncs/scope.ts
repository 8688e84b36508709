import type { Container } from './pipelines'

/** What of an account is synced, as the form has it. */
export type Scope =
  /** `within`: the site or project, where one has to be named. */
  | { kind: 'all'; within: string }
  | { kind: 'folder'; folderId: string; isShallow: boolean }
  | { kind: 'files'; ids: string }

/** At most so many files by their ids (docs: managed-sync/integrations/box). */
const MOST_FILES = 300

/** The `configuration` of a scope, or what is wrong with it in words. */
export function configurationOf(
  scope: Scope,
  container?: Container,
): { configuration?: Record<string, unknown> } | { problem: string } {
  if (scope.kind === 'all') {
    const within = scope.within.trim()
    if (!container) return {}
    if (!within) return { problem: `Enter the ${container.label.toLowerCase()}.` }
    return { configuration: { [container.field]: within } }
  }
  if (scope.kind === 'folder') {
    const folderId = scope.folderId.trim()
    if (!folderId) return { problem: 'Enter the id of a folder.' }
    return { configuration: { folderId, ...(scope.isShallow && { shallowSync: true }) } }
  }
  const fileIds = scope.ids.split(/[\s,]+/).filter(Boolean)
  if (fileIds.length === 0) return { problem: 'Enter the ids of files, separated by commas.' }
  if (fileIds.length > MOST_FILES) return { problem: `A sync takes ${MOST_FILES} files by their ids at most.` }
  return { configuration: { fileIds: [...new Set(fileIds)] } }
}
