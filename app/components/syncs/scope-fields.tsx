import { cn } from '@/lib/cn'
import type { Container } from '@/lib/syncs/pipelines'
import type { Scope } from '@/lib/syncs/scope'
import { fieldStyle } from '../ui/field'

type ScopeFieldsProps = {
  /** Of the fields; `{id}-value` is what has to be entered, if anything. */
  id: string
  isOfFiles: boolean
  /** What has to be named when all is meant. */
  container: Container | undefined
  scope: Scope
  /** What is wrong with it, in words. */
  problem: string | undefined
  onChange: (scope: Scope) => void
}

const starts: Record<Scope['kind'], Scope> = {
  all: { kind: 'all', within: '' },
  folder: { kind: 'folder', folderId: '', isShallow: false },
  files: { kind: 'files', ids: '' },
}

/** What of an account is meant. */
export function ScopeFields({ id, isOfFiles, container, scope, problem, onChange }: ScopeFieldsProps) {
  const field = {
    id: `${id}-value`,
    className: cn(fieldStyle, 'w-full'),
    spellCheck: false,
    'aria-invalid': problem !== undefined || undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
  }
  const complaint = (
    <div role="status" className="empty:hidden">
      {problem !== undefined && (
        <p id={`${id}-problem`} className="mt-1 text-bad text-sm">
          {problem}
        </p>
      )}
    </div>
  )
  return (
    <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
      {isOfFiles && (
        <div>
          <label htmlFor={id} className="mb-1 block font-medium text-sm">
            Which files
          </label>
          <select
            id={id}
            value={scope.kind}
            onChange={({ target }) => {
              const next = Object.values(starts).find(({ kind }) => kind === target.value)
              if (next) onChange(next)
            }}
            className={cn(fieldStyle, 'w-full')}
          >
            <option value="all">{container ? 'All of a site' : 'All that the account has'}</option>
            <option value="folder">One folder</option>
            <option value="files">Chosen files</option>
          </select>
        </div>
      )}
      {scope.kind === 'all' && container && (
        <div>
          <label htmlFor={field.id} className="mb-1 block font-medium text-sm">
            {container.label} <span className="font-normal text-soft">({container.hint})</span>
          </label>
          <input
            {...field}
            value={scope.within}
            onChange={({ target }) => onChange({ kind: 'all', within: target.value })}
          />
          {complaint}
        </div>
      )}
      {scope.kind === 'folder' && (
        <div>
          <label htmlFor={field.id} className="mb-1 block font-medium text-sm">
            Id of the folder <span className="font-normal text-soft">(the last part of its address)</span>
          </label>
          <input
            {...field}
            value={scope.folderId}
            onChange={({ target }) => onChange({ ...scope, folderId: target.value })}
          />
          {complaint}
          <label className="mt-2 flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={scope.isShallow}
              onChange={({ target }) => onChange({ ...scope, isShallow: target.checked })}
              className="size-4 accent-accent"
            />
            Without the folders in it
          </label>
        </div>
      )}
      {scope.kind === 'files' && (
        <div>
          <label htmlFor={field.id} className="mb-1 block font-medium text-sm">
            Ids of the files <span className="font-normal text-soft">(separated by commas)</span>
          </label>
          <input {...field} value={scope.ids} onChange={({ target }) => onChange({ ...scope, ids: target.value })} />
          {complaint}
        </div>
      )}
    </div>
  )
}
