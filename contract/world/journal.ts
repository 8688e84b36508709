import type { WorldProject } from './project.ts'

/** A request as a case sees it. Secrets are shown by their names, as the journal shows them: a user token is `<jwt>`. */
export interface Exchange {
  /** Orders them. */
  cursor: number
  direction: 'in' | 'out'
  service: string
  method: string
  url: string
  /** Without `/projects/:id` in front. */
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  /** JSON where it is, else the text; undefined for none. */
  body: unknown
  /** URL, headers and body as one text, to look for what must not be there. */
  text: string
  userId: string | null
  account: { credentialId: string | null; externalId: string | null; name: string } | null
  status: number | null
  answer: { headers: Record<string, string>; body: string | null }
}

interface Message {
  headers: Record<string, string>
  body: { text?: string | null } | null
}
interface Entry {
  cursor: number
  direction: 'in' | 'out'
  service: string
  method: string
  url: string
  path: string
  userId: string | null
  account: Exchange['account']
  status: number | null
  request: Message
  response: Message | null
}

/** All that was asked in the project, oldest first. */
export async function readJournal({ control, projectId }: WorldProject): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  for (let since = 0; ; ) {
    const page = (await control('GET', `/journal?limit=500${since ? `&since=${since}` : ''}`)) as {
      entries: Entry[]
      next: number
      hasMore: boolean
    }
    exchanges.push(...page.entries.map((entry) => exchangeOf(entry, projectId)))
    if (!page.hasMore) return exchanges
    since = page.next
  }
}

/** Where the journal is now: what comes later has a higher cursor. */
export async function journalPosition({ control }: WorldProject): Promise<number> {
  const { next } = (await control('GET', '/journal?limit=500')) as { next: number }
  return next
}

function exchangeOf(entry: Entry, projectId: string): Exchange {
  const { request, response, ...rest } = entry
  const text = request.body?.text ?? ''
  return {
    cursor: rest.cursor,
    direction: rest.direction,
    service: rest.service,
    method: rest.method,
    url: rest.url,
    path: rest.path.replace(new RegExp(`^(/v2)?/projects/${projectId}`), '$1'),
    query: Object.fromEntries(new URL(rest.url, 'http://localhost').searchParams),
    headers: request.headers,
    body: text === '' ? undefined : asJson(text),
    text: `${rest.url}\n${Object.entries(request.headers).join('\n')}\n${text}`,
    userId: rest.userId,
    account: rest.account,
    status: rest.status,
    answer: { headers: response?.headers ?? {}, body: response?.body?.text ?? null },
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
