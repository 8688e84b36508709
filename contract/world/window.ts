import type { Person } from '../protocol/messages.ts'

/** Where a window ended up, and what the page there posts to its opener. */
export interface Opened {
  url: string
  status: number
  message: Record<string, unknown> | null
}

/**
 * The browser that the suite plays when a driver has none: follows redirects, keeps cookies by host, and presses the buttons
 * that the person would. No scripts run; what a page posts to its opener is read from its data.
 */
export class Window {
  readonly #person: Person
  readonly #cookies = new Map<string, Map<string, string>>()
  #url = ''
  #status = 0
  #html = ''

  constructor(person: Person) {
    this.#person = person
  }

  async open(url: string): Promise<Opened> {
    await this.#go(url, {})
    // The chooser, the consent, and a sign-in before them at most.
    for (let pages = 0; pages < 6; pages++) {
      const button = this.#nextButton()
      if (!button) break
      const headers = { origin: new URL(this.#url).origin, 'sec-fetch-site': 'same-origin' }
      await this.#go(button.action, { method: 'POST', body: button.fields, headers })
    }
    return { url: this.#url, status: this.#status, message: this.#message() }
  }

  #nextButton(): { action: string; fields: URLSearchParams } | undefined {
    const { account, decision } = this.#person
    for (const [, attributes = '', content = ''] of this.#html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      for (const [, button = '', text = ''] of content.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)) {
        const name = attribute(button, 'name')
        const isChoice = name === 'account' && text.includes(account)
        if (!isChoice && name !== (decision === 'allow' ? 'allow' : 'cancel')) continue
        // At the chooser there is a way to cancel too; whoever denies does so at the consent page.
        if (name === 'cancel' && !content.includes('name="allow"')) continue
        const fields = new URLSearchParams()
        for (const [, input = ''] of content.matchAll(/<input([^>]*)>/g)) {
          fields.set(attribute(input, 'name'), attribute(input, 'value'))
        }
        fields.set(name, attribute(button, 'value'))
        return { action: new URL(attribute(attributes, 'action'), this.#url).href, fields }
      }
    }
    return undefined
  }

  #message(): Opened['message'] {
    const data = /<script type="application\/json" id="popup">([\s\S]*?)<\/script>/.exec(this.#html)?.[1]
    if (data === undefined) return null
    const { message } = JSON.parse(data) as { message?: { body: Record<string, unknown> } }
    return message?.body ?? null
  }

  async #go(
    to: string,
    init: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
  ): Promise<void> {
    let request = new Request(to, init)
    for (let redirects = 0; redirects < 10; redirects++) {
      const { hostname } = new URL(request.url)
      const jar = this.#cookies.get(hostname) ?? new Map<string, string>()
      this.#cookies.set(hostname, jar)
      const headers = new Headers(request.headers)
      if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
      const response = await fetch(new Request(request, { headers, redirect: 'manual' }))
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';')
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
      }
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || location === null) {
        this.#url = request.url
        this.#status = response.status
        this.#html = await response.text()
        return
      }
      await response.body?.cancel()
      request = new Request(new URL(location, request.url))
    }
    throw new Error(`${to} redirects for ever`)
  }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
}
