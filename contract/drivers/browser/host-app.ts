import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { z } from 'zod'
import { type Person, person } from '../../protocol/messages.ts'
import type { PageDriver } from './page.ts'

/** As the tests of the repository start it: nothing to its maker, and as root without a sandbox of its own. */
const chromiumArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** Milliseconds from the end of the window to that of the SDK's promise, after which an app would wait in vain. */
const SETTLE_TIMEOUT = 15_000

const outcome = z.union([
  z.object({ result: z.unknown() }).refine((told) => 'result' in told),
  z.object({
    error: z.object({ message: z.string(), status: z.number().optional(), code: z.string().optional() }),
  }),
])

/** A failure of the SDK, as the page's code sees it. */
class SdkFailure extends Error {
  readonly status: number | undefined
  readonly code: string | undefined

  constructor({ message, status, code }: { message: string; status?: number | undefined; code?: string | undefined }) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A host app with the vendor's SDK: one page on an origin of its own, in a Chromium of its own. */
export class HostApp {
  readonly #server: Server
  readonly #browser: Browser
  readonly #page: Page
  readonly #origin: string
  /** Where the page that is open takes Paragon to be; undefined when it is not the host app's. */
  #urls: string | undefined

  private constructor(server: Server, browser: Browser, page: Page, origin: string) {
    this.#server = server
    this.#browser = browser
    this.#page = page
    this.#origin = origin
    // What the SDK logs is a log like any other; what Chromium and the portal's frame have to say is not the SDK's.
    page.on('console', (message) => {
      if (message.location().url.startsWith(origin)) console.error(`${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => console.error(`uncaught: ${error.message}`))
  }

  /** `script` is the page's file. Throws when there is no Chromium. */
  static async start(script: string): Promise<HostApp> {
    const executablePath = findChromium()
    const [{ server, origin }, browser] = await Promise.all([
      serveApp(readFileSync(script)),
      chromium.launch({ args: chromiumArguments, executablePath }),
    ])
    return new HostApp(server, browser, await browser.newPage(), origin)
  }

  /** The commands that this version of the SDK has methods for. */
  async capabilities(): Promise<string[]> {
    await this.#open('{}')
    return this.#page.evaluate(() => (window as unknown as { driver: PageDriver }).driver.capabilities)
  }

  /**
   * A person who has never been here: no cookies, no localStorage, nothing in memory. A new context would be the same, and
   * start a process of Chromium's for each, which takes longer than most cases.
   */
  async reset(): Promise<void> {
    this.#urls = undefined
    const windows = this.#page.context().pages()
    await Promise.all(windows.filter((each) => each !== this.#page).map((each) => each.close()))
    // First away from the host app, which might yet write.
    await this.#page.goto(`${this.#origin}/empty`)
    await Promise.all([
      this.#page.context().clearCookies(),
      this.#page.evaluate(() => {
        localStorage.clear()
        sessionStorage.clear()
      }),
    ])
  }

  /** What the SDK's method gives back; throws what it throws. */
  async run(command: string, params: Record<string, unknown>): Promise<unknown> {
    const { urls } = params
    await this.#open(urls === undefined ? (this.#urls ?? '{}') : JSON.stringify(urls))
    const asked = this.#page.evaluate(
      ([name, given]) => (window as unknown as { driver: PageDriver }).driver.run(name, given),
      [command, params] as const,
    )
    const who = person.safeParse(params.person)
    const told = outcome.parse(JSON.parse(await (who.success ? settled(this.#page, asked, who.data) : asked)))
    if ('error' in told) throw new SdkFailure(told.error)
    return told.result
  }

  async close(): Promise<void> {
    await this.#browser.close()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** Loads the host app, unless it is there and takes Paragon to be at the same addresses. */
  async #open(urls: string): Promise<void> {
    if (urls === this.#urls) return
    // The script is in the head: it has run by then, and nobody need wait for the portal in its frame.
    await this.#page.goto(`${this.#origin}/?urls=${encodeURIComponent(urls)}`, { waitUntil: 'domcontentloaded' })
    this.#urls = urls
  }
}

/** That of `CHROMIUM_PATH`, or Playwright's own, or the system's. */
function findChromium(): string {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const system = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  const found = [chromium.executablePath(), ...system].find((file) => existsSync(file))
  if (found) return found
  throw new Error('There is no Chromium: install one, npx playwright install chromium, or name one in CHROMIUM_PATH.')
}

/** Waits for the SDK, while the person answers the window that it opens, if it opens one. */
async function settled(page: Page, asked: Promise<string>, who: Person): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const left = new Promise<never>((_, reject) => {
    page.once('popup', (popup) => {
      popup.once('close', () => {
        const failure = new Error('The window was closed, and the SDK tells the app nothing.')
        timer = setTimeout(() => reject(failure), SETTLE_TIMEOUT)
      })
      answer(popup, who).catch((error: unknown) => {
        if (!popup.isClosed()) reject(error)
      })
    })
  })
  try {
    return await Promise.race([asked, left])
  } finally {
    clearTimeout(timer)
    page.removeAllListeners('popup')
  }
}

/** Chooses the account at the provider's pages, and allows or denies. */
async function answer(popup: Page, { account, decision }: Person): Promise<void> {
  await popup.locator('button[name=account]', { hasText: account }).click()
  const consent = popup.locator('form', { has: popup.locator('button[name=allow]') })
  await consent.locator(`button[name=${decision === 'allow' ? 'allow' : 'cancel'}]`).click()
}

const head = '<title>Host app</title><link rel="icon" href="data:,">'

/** On a free port of localhost; what is not one of its files is not there. */
async function serveApp(script: Buffer): Promise<{ server: Server; origin: string }> {
  const files: Record<string, [type: string, body: string | Buffer]> = {
    '/': [
      'text/html',
      `<!doctype html><html lang="en"><head>${head}<script src="/app.js"></script></head><body></body></html>`,
    ],
    '/app.js': ['text/javascript', script],
    '/empty': ['text/html', `<!doctype html><html lang="en"><head>${head}</head><body></body></html>`],
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const [type, body] = files[pathname] ?? []
    response.writeHead(type ? 200 : 404, { 'content-type': `${type ?? 'text/plain'}; charset=utf-8` }).end(body)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, 'localhost', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page is not served on a port.')
  return { server, origin: `http://localhost:${address.port}` }
}
