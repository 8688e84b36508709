/** Time of day to the millisecond, as the reader's machine has it. */
export function timeOfDay(date: string): string {
  const at = new Date(date)
  const clock = at.toLocaleTimeString('en-GB', { hour12: false })
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`
}

/** Date and time to the second. */
export function moment(date: string | null): string {
  if (date === null) return 'never'
  return new Date(date).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}

export function milliseconds(duration: number): string {
  return duration < 1_000 ? `${Math.round(duration)} ms` : `${(duration / 1_000).toFixed(1)} s`
}

/** What a clock is ahead of the machine's, such as "1 d 2 h". */
export function ahead(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000)
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor((minutes % 1_440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const
  const words = parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ')
  return words === '' ? 'as this machine' : `${words} ${offset < 0 ? 'behind' : 'ahead'}`
}

export function bytes(size: number): string {
  return size < 1_000 ? `${size} B` : `${(size / 1_000).toFixed(1)} kB`
}

/** JSON with line breaks, anything else as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}

/** What follows the project, which every path of the page has in common. */
export function shortPath(path: string, projectId: string): string {
  const project = `/projects/${encodeURIComponent(projectId)}`
  const at = path.indexOf(`${project}/`)
  return at < 0 ? path : path.slice(0, at) + path.slice(at + project.length)
}

/** "ok", "warn" or "bad", for the look of an answer. */
export function toneOf(status: number | null): 'ok' | 'warn' | 'bad' {
  if (status === null || status >= 500) return 'bad'
  return status >= 400 ? 'warn' : 'ok'
}
