import { cn } from '@/lib/cn'
import { fieldStyle } from './field'

type JsonFieldProps = {
  /** Of the field; `{id}-problem` is that of what is wrong with it. */
  id: string
  label: string
  value: string
  /** What is wrong with it, in words. */
  problem: string | undefined
  onChange: (value: string) => void
}

/** JSON to type. */
export function JsonField({ id, label, value, problem, onChange }: JsonFieldProps) {
  return (
    <div>
      <label htmlFor={id} className="block font-medium text-sm">
        {label} <span className="font-normal text-soft">(JSON)</span>
      </label>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={Math.min(Math.max(value.split('\n').length, 3), 14)}
        spellCheck={false}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        className={cn(fieldStyle, 'mt-1 block h-auto w-full py-2 font-mono text-[13px]')}
      />
      <div role="status" className="empty:hidden">
        {problem !== undefined && (
          <p id={`${id}-problem`} className="mt-2 text-bad text-sm">
            {problem}
          </p>
        )}
      </div>
    </div>
  )
}
