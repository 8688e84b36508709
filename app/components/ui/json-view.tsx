import { prettyJson } from '@/lib/calls/pretty-json'
import { CodeBlock } from './code-block'

/** An answer to read, in place. */
export function JsonView({ data, label }: { data: unknown; label: string }) {
  const { text, omitted } = prettyJson(data)
  return (
    <div>
      <CodeBlock label={label} text={text} className="max-h-[28rem]" />
      {omitted > 0 && (
        <p className="mt-2 text-soft text-sm">The rest, {omitted.toLocaleString()} characters, is left out.</p>
      )}
    </div>
  )
}
