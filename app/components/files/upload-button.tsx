'use client'

import { Upload } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { toast } from 'sonner'
import { buttonStyle } from '../ui/button'

type UploadButtonProps = { disabled: boolean; onUpload: (file: File) => Promise<void> }

/** The SDK sends a file as base64 within one request, so it has to be small. */
const LIMIT_BYTES = 512 * 1024

export function UploadButton({ disabled, onUpload }: UploadButtonProps) {
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target
    const file = input.files?.[0]
    if (!file) return
    if (file.size > LIMIT_BYTES) toast.error(`${file.name} is larger than 512 kB`)
    else await onUpload(file)
    // So that the same file can be chosen again.
    input.value = ''
  }

  return (
    <label
      className={buttonStyle({
        className:
          'outline-accent has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:outline-offset-2',
      })}
    >
      <Upload aria-hidden />
      Upload a text file
      <input
        type="file"
        accept="text/*,.txt,.md,.csv,.json"
        disabled={disabled}
        onChange={(event) => void choose(event)}
        className="sr-only"
      />
    </label>
  )
}
