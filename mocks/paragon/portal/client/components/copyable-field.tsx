import { useState } from 'preact/hooks'
import type { SettingValue } from '../../input-types.ts'
import type { ControlAttributes } from './control-attributes.ts'

/** A value that is to be entered elsewhere, and a button that copies it. */
export function CopyableField(props: { value: SettingValue | undefined; title: string; common: ControlAttributes }) {
  const [said, setSaid] = useState('')
  const text = String(props.value ?? '')
  async function copy() {
    try {
      // The SDK's frame allows it (`allow="clipboard-write"`).
      await navigator.clipboard.writeText(text)
      setSaid('Copied.')
    } catch {
      setSaid('The browser does not allow copying: select the text instead.')
    }
  }
  return (
    <>
      <div class="beside">
        <input {...props.common} type="text" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" class="button quiet" aria-label={`Copy ${props.title}`} onClick={copy}>
          Copy
        </button>
      </div>
      <span class="form-status" role="status">
        {said}
      </span>
    </>
  )
}
