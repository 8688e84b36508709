/**
 * The data of each event of a stream of server-sent events (HTML standard, section 9.2.6), until it ends or breaks off, or
 * the signal says so.
 */
export async function* readEvents(stream: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<string> {
  const reader = stream.getReader()
  // Of a fetch the signal ends the body too; of an answer that was given in process nobody else does.
  const stop = () => reader.cancel().catch(() => undefined)
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) void stop()
  const decoder = new TextDecoder()
  let rest = ''
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true as const, value: undefined }))
      if (done) return
      // A carriage return at the end may be half of a line break.
      const lines = `${rest}${decoder.decode(value, { stream: true })}`.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '' && data.length > 0) {
          yield data.join('\n')
          data = []
        }
        if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''))
      }
    }
  } finally {
    // Whoever leaves the loop lets go of the connection.
    signal?.removeEventListener('abort', stop)
    await stop()
  }
}
