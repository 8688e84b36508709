export interface TicketComment {
  author: string
  /** ISO 8601. */
  createdAt: string
  /** Markdown. */
  body: string
}

/** A synced ticket for reading: its properties, its body and its comments; the layout is assumed. */
export function ticketMarkdown(ticket: Readonly<Record<string, unknown>>, comments: readonly TicketComment[]): string {
  const properties: [string, unknown][] = [
    ['Status', nameOf(ticket.status)],
    ['Priority', ticket.priority],
    ['Type', ticket.type],
    ['Project', nameOf(ticket.project)],
    ['Assignees', Array.isArray(ticket.assignees) ? ticket.assignees.map(nameOf).join(', ') : ''],
    ['Created by', nameOf(ticket.createdBy)],
    ['Tags', Array.isArray(ticket.tags) ? ticket.tags.join(', ') : ''],
    ['Due', ticket.dueAt],
    ['Resolved', ticket.resolvedAt],
    ['Link', ticket.externalUrl],
  ]
  const lines = properties.flatMap(([name, value]) => (value ? [`- **${name}**: ${value}`] : []))
  const parts = [`# ${ticket.title}`, lines.join('\n')]
  if (typeof ticket.description === 'string' && ticket.description !== '') parts.push(ticket.description)
  if (comments.length > 0) {
    parts.push(
      '## Comments',
      ...comments.map(({ author, createdAt, body }) => `### ${author}, ${createdAt}\n\n${body}`),
    )
  }
  return `${parts.join('\n\n')}\n`
}

function nameOf(given: unknown): string {
  return typeof given === 'object' && given !== null && 'name' in given && typeof given.name === 'string'
    ? given.name
    : ''
}
