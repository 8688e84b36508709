import { useState } from 'preact/hooks'
import { fileValue, MAX_FILE_BYTES, readFileValue } from '../../file-value.ts'
import type { SettingInput, SettingValue } from '../../input-types.ts'
import type { ControlAttributes } from './control-attributes.ts'

/** A file that is kept with the settings. */
export function FileField(props: {
  input: SettingInput
  value: SettingValue | undefined
  disabled: boolean
  common: ControlAttributes
  onChange: (value: string | undefined) => void
}) {
  const { input, common, onChange } = props
  const [failure, setFailure] = useState<string>()
  const disabled = props.disabled || input.readOnly === true
  const file = readFileValue(props.value)

  async function take(chosen: File | undefined) {
    if (chosen === undefined) return
    setFailure(undefined)
    if (chosen.size > MAX_FILE_BYTES) {
      setFailure(`"${chosen.name}" is larger than ${MAX_FILE_BYTES / 1000} kB.`)
      return
    }
    try {
      onChange(fileValue(chosen.name, await dataUrlOf(chosen)))
    } catch {
      setFailure(`"${chosen.name}" could not be read.`)
    }
  }

  return (
    <>
      {file !== undefined && (
        <div class="file">
          <span>{`${file.name} (${sizeText(file.bytes)})`}</span>
          {!disabled && (
            <button
              type="button"
              class="button quiet"
              aria-label={`Remove ${file.name}`}
              onClick={() => onChange(undefined)}
            >
              Remove
            </button>
          )}
        </div>
      )}
      <input
        {...common}
        type="file"
        disabled={disabled}
        onChange={(event) => {
          const target = event.currentTarget
          // The same file may be chosen again after it was removed.
          take(target.files?.[0]).then(() => {
            target.value = ''
          })
        }}
      />
      {failure !== undefined && (
        <p class="field-error" role="alert">
          {failure}
        </p>
      )}
    </>
  )
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`
}
