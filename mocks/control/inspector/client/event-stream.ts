export interface StreamEvent {
  id: string | undefined
  type: string
  data: string
}

/**
 * Reads server-sent events (HTML standard, section 9.2.6) out of text that comes in pieces. EventSource does the same, but
 * sends no header, and a token in the address would end up in logs.
 */
export function createEventParser(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = ''
  let lines: string[] = []
  const dispatch = () => {
    const event: StreamEvent = { id: undefined, type: 'message', data: '' }
    const data: string[] = []
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*)(?::\s?(.*))?$/.exec(line) ?? []
      if (field === 'data') data.push(value)
      else if (field === 'event') event.type = value
      else if (field === 'id') event.id = value
    }
    lines = []
    if (data.length > 0) onEvent({ ...event, data: data.join('\n') })
  }
  return (piece) => {
    const parts = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop() ?? ''
    for (const line of parts) {
      if (line === '') dispatch()
      else lines.push(line)
    }
  }
}
