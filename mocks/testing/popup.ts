import type { Fetch } from '../sandbox.ts'

/**
 * A window without a browser: it keeps cookies by host, follows redirects between the services, and presses buttons of
 * server-rendered forms. Scripts do not run; what a page would post to its opener is read from its data.
 */
export class Popup {
  url = 'about:blank'
  status = 0
  html = ''
  readonly #services: Record<string, Fetch>
  readonly #cookies = new Map<string, Map<string, string>>()

  /** `services`: what answers, by origin. */
  constructor(services: Record<string, Fetch>) {
    this.#services = services
  }

  open(url: string): Promise<void> {
    return this.#navigate(new Request(url))
  }

  /** Presses the button whose text begins with `label`. */
  async press(label: string, fields: Record<string, string> = {}): Promise<void> {
    for (const [, attributes = '', content = ''] of this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      for (const [, button = '', text = ''] of content.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)) {
        if (!textOf(text).startsWith(label)) continue
        const body = new URLSearchParams()
        for (const [, input = ''] of content.matchAll(/<input([^>]*)>/g)) {
          body.set(attribute(input, 'name'), attribute(input, 'value'))
        }
        for (const [name, value] of Object.entries(fields)) body.set(name, value)
        if (attribute(button, 'name')) body.set(attribute(button, 'name'), attribute(button, 'value'))
        const action = new URL(attribute(attributes, 'action'), this.url)
        const headers = { origin: new URL(this.url).origin, 'sec-fetch-site': 'same-origin' }
        return this.#navigate(new Request(action, { method: 'POST', body, headers }))
      }
    }
    throw new Error(`There is no button "${label}" on ${this.url}: ${textOf(this.html).slice(0, 300)}`)
  }

  /** What a page of the OAuth popup posts to its opener. */
  get message(): Record<string, unknown> {
    const data = /<script type="application\/json" id="popup">([\s\S]*?)<\/script>/.exec(this.html)?.[1]
    return (JSON.parse(data ?? '{}') as { message?: { body: Record<string, unknown> } }).message?.body ?? {}
  }

  get text(): string {
    return textOf(this.html)
  }

  forgetCookies(): void {
    this.#cookies.clear()
  }

  async #navigate(request: Request): Promise<void> {
    for (let redirects = 0; redirects < 10; redirects++) {
      const { origin, hostname } = new URL(request.url)
      const service = this.#services[origin]
      if (!service) {
        this.url = request.url
        this.status = 0
        this.html = ''
        return
      }
      const jar = this.#cookies.get(hostname) ?? new Map<string, string>()
      this.#cookies.set(hostname, jar)
      if (jar.size > 0) request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await service(request)
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';')
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
      }
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || !location) {
        this.url = request.url
        this.status = response.status
        this.html = await response.text()
        return
      }
      request = new Request(new URL(location, request.url))
    }
    throw new Error('Too many redirects')
  }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
}

function textOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .trim()
}
