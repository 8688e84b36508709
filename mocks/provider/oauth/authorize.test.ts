import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerProjectAtProvider } from '../register.ts'
import {
  addProject,
  allow,
  authorizationUrl,
  Browser,
  CALLBACK,
  CLIENTS,
  type ClientName,
  DRIVE,
  type ProviderFixture,
  startProvider,
  type Visit,
} from '../testing.ts'

let fixture: ProviderFixture

beforeAll(async () => {
  fixture = await startProvider()
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const browse = () => new Browser(fixture.provider)
const open = (client: ClientName, changes: Record<string, string | undefined> = {}) =>
  browse().open(authorizationUrl(client, changes))
const labels = ({ buttons }: Visit) => buttons.map(({ label }) => label)
const answer = ({ location }: Visit) => Object.fromEntries(location?.searchParams ?? [])

const MAYA_WORK = 'Maya Chen maya.chen@northwind.example work'
const MAYA_HOME = 'Maya (personal) maya.chen.home@mail.example personal'

describe('a request that cannot be trusted gets a page, never a redirect', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['no client_id', { client_id: undefined }],
    ['an unknown client', { client_id: 'nobody' }],
    ['no redirect_uri', { redirect_uri: undefined }],
    ['an unregistered redirect_uri', { redirect_uri: 'https://evil.example/callback' }],
    ['a registered redirect_uri with a path more', { redirect_uri: `${CALLBACK}/more` }],
    ['a registered redirect_uri with a query more', { redirect_uri: `${CALLBACK}?more=1` }],
    ['a registered redirect_uri in other case', { redirect_uri: CALLBACK.toUpperCase() }],
    ['the redirect_uri of another client', { redirect_uri: CLIENTS.mobile.redirectUris[0] }],
  ])('%s', async (_, changes) => {
    for (const prompt of [undefined, 'none']) {
      const page = await open('drive', { ...changes, prompt })
      expect(page.status).toBe(400)
      expect(page.location).toBeUndefined()
      expect(page.html).toContain('<h1>This request cannot be completed</h1>')
    }
  })

  it.each(['client_id', 'redirect_uri'])('%s sent twice', async (name) => {
    const url = authorizationUrl('drive')
    url.searchParams.append(name, url.searchParams.get(name) ?? '')
    const page = await browse().open(url)
    expect([page.status, page.location]).toEqual([400, undefined])
  })
})

describe('a request that is not valid goes back to the client', () => {
  const challenge = { code_challenge: undefined, code_challenge_method: undefined }
  it.each<[string, string, ClientName, Record<string, string | undefined>]>([
    ['without response_type', 'invalid_request', 'drive', { response_type: undefined }],
    ['of the implicit flow', 'unsupported_response_type', 'drive', { response_type: 'token' }],
    ['of a hybrid flow', 'unsupported_response_type', 'drive', { response_type: 'code id_token' }],
    ['for an answer in the fragment', 'invalid_request', 'drive', { response_mode: 'fragment' }],
    ['without scope', 'invalid_scope', 'drive', { scope: undefined }],
    ['for a scope that the client may not have', 'invalid_scope', 'drive', { scope: 'openid calendar' }],
    ['of a public client without PKCE', 'invalid_request', 'mobile', challenge],
    ['with a plain challenge', 'invalid_request', 'drive', { code_challenge_method: 'plain' }],
    [
      'with a challenge of no method, which means plain',
      'invalid_request',
      'drive',
      { code_challenge_method: undefined },
    ],
    ['with a challenge that is no SHA-256', 'invalid_request', 'drive', { code_challenge: 'short' }],
    ['with a method but no challenge', 'invalid_request', 'drive', { code_challenge: undefined }],
    ['with an unknown access_type', 'invalid_request', 'drive', { access_type: 'sometimes' }],
    ['with an unknown prompt', 'invalid_request', 'drive', { prompt: 'please' }],
    ['with prompt=none and another', 'invalid_request', 'drive', { prompt: 'none consent' }],
    ['with a request object', 'request_not_supported', 'drive', { request: 'e30.e30.' }],
    ['with a request object by reference', 'request_uri_not_supported', 'drive', { request_uri: 'https://x.example' }],
  ])('%s', async (_, error, client, changes) => {
    const page = await open(client, { state: 'a b&c=%20"ü', ...changes })
    expect(page.status).toBe(303)
    expect(answer(page)).toEqual({
      error,
      error_description: expect.any(String),
      state: 'a b&c=%20"ü',
      iss: 'http://localhost:4020',
    })
  })

  it.each(['scope', 'nonce', 'code_challenge'])('with %s sent twice', async (name) => {
    const url = authorizationUrl('drive', { nonce: 'n' })
    url.searchParams.append(name, 'again')
    expect(answer(await browse().open(url))).toMatchObject({ error: 'invalid_request', state: 'the-state' })
  })

  it('with state sent twice, and then without one', async () => {
    const url = authorizationUrl('drive')
    url.searchParams.append('state', 'again')
    const back = answer(await browse().open(url))
    expect(back).toMatchObject({ error: 'invalid_request' })
    expect(back).not.toHaveProperty('state')
  })
})

describe('choosing an account', () => {
  it('offers the accounts of the directory, another account, and a way out', async () => {
    const page = await open('drive')
    expect(page.status).toBe(200)
    expect(labels(page)).toEqual([
      MAYA_WORK,
      MAYA_HOME,
      'Jonas Weber jonas.weber@northwind.example work',
      'Jonas (personal) jonas.weber.home@mail.example personal',
      'Priya Nair priya.nair@northwind.example work',
      'Priya (personal) priya.nair.home@mail.example personal',
      'Use another account',
      'Cancel',
    ])
    expect(page.html).toContain('no real Google involved')
  })

  it('takes a POST as well (OpenID Connect Core, section 3.1.2.1)', async () => {
    const { searchParams: body } = authorizationUrl('drive')
    const request = new Request('http://localhost:4020/oauth/authorize', { method: 'POST', body })
    const response = await fixture.provider.fetch(request)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Choose an account')
  })

  it('goes back with access_denied on Cancel', async () => {
    const browser = browse()
    const page = await browser.press(await browser.open(authorizationUrl('drive')), 'Cancel')
    expect(page.status).toBe(303)
    expect(answer(page)).toMatchObject({ error: 'access_denied', state: 'the-state', iss: 'http://localhost:4020' })
  })

  it('remembers who used this browser, across directories, and nobody else', async () => {
    const browser = browse()
    await allow(browser, authorizationUrl('app', { login_hint: 'maya@northwind.example' }))
    const page = await browser.open(authorizationUrl('drive'))
    expect(labels(page)).toEqual([MAYA_WORK, MAYA_HOME, 'Use another account', 'Cancel'])
    const elsewhere = await open('drive')
    expect(labels(elsewhere)).toHaveLength(8)
  })

  it('shows the chooser in spite of a hint when told to', async () => {
    const hinted = { login_hint: 'maya.chen@northwind.example' }
    expect(labels(await open('drive', hinted))).toContain('Allow')
    for (const prompt of ['select_account', 'login']) {
      expect(labels(await open('drive', { ...hinted, prompt }))).toContain('Use another account')
    }
  })

  it('takes a hint by sub, in any case of letters, and of its own directory only', async () => {
    const { id } = fixture.account('maya.chen@northwind.example')
    expect(labels(await open('drive', { login_hint: id }))).toContain('Allow')
    expect(labels(await open('drive', { login_hint: 'Maya.Chen@Northwind.example' }))).toContain('Allow')
    expect(labels(await open('drive', { login_hint: 'maya@northwind.example' }))).toContain('Use another account')
    const sso = fixture.account('maya@northwind.example')
    expect(labels(await open('drive', { login_hint: sso.id }))).toContain('Use another account')
  })

  it('refuses an account of another directory or project that a form names', async () => {
    await addProject(fixture.ctx, 'elsewhere')
    const strangers = await registerProjectAtProvider(fixture.ctx, { projectId: 'elsewhere', clients: [] })
    const stranger = strangers.find(({ email }) => email === 'maya.chen@northwind.example')
    const browser = browse()
    const page = await browser.open(authorizationUrl('drive'))
    const [first] = page.buttons
    for (const account of [fixture.account('maya@northwind.example').id, stranger?.id ?? '', 'nobody']) {
      const forged = { ...page, buttons: [{ label: 'forged', name: first?.name ?? '', value: account }] }
      expect(labels(await browser.press(forged, 'forged'))).toContain('Use another account')
    }
  })
})

describe('another account', () => {
  const enter = async (browser: Browser, typed: Record<string, string>, changes = {}) => {
    const chooser = await browser.open(authorizationUrl('drive', changes))
    return browser.press(await browser.press(chooser, 'Use another account'), 'Next', typed)
  }

  it('signs in who exists', async () => {
    const page = await enter(browse(), { email: ' Jonas.Weber@northwind.example ', name: '' })
    expect(page.html).toContain('Jonas Weber')
    expect(labels(page)).toContain('Allow')
  })

  it('opens an account for who does not, and remembers it in this browser', async () => {
    const browser = browse()
    const page = await enter(browser, { email: 'new.one@mail.example', name: 'New "One" <b>' })
    expect(page.html).toContain('New &quot;One&quot; &lt;b&gt;')
    expect(labels(page)).toContain('Allow')
    const again = await browser.open(authorizationUrl('drive'))
    expect(labels(again)[0]).toContain('new.one@mail.example')
    expect(labels(again)).toHaveLength(3)
  })

  it('is named after its address when no name is given', async () => {
    expect((await enter(browse(), { email: 'grace.hopper@mail.example', name: '' })).html).toContain('Grace Hopper')
  })

  it('opens one account when the form is sent twice at once', async () => {
    const browser = browse()
    const chooser = await browser.open(authorizationUrl('drive'))
    const form = await browser.press(chooser, 'Use another account')
    const typed = { email: 'twice@mail.example', name: 'Twice' }
    const pages = await Promise.all([1, 2, 3].map(() => browser.press(form, 'Next', typed)))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await fixture.ctx.store.prisma.providerAccount.count({ where: { email: 'twice@mail.example' } })).toBe(1)
  })

  it.each([
    ['', 'Enter an e-mail address'],
    ['nonsense', 'Enter an e-mail address'],
    [`${'x'.repeat(250)}@mail.example`, 'id="email-problem"'],
  ])('asks again for the address "%s"', async (email, message) => {
    const page = await enter(browse(), { email, name: 'Kept Name' })
    expect(page.status).toBe(400)
    expect(page.html).toContain(message)
    expect(page.html).toContain('role="alert"')
    expect(page.html).toContain('value="Kept Name"')
  })

  it('refuses a name of more than 100 characters', async () => {
    const page = await enter(browse(), { email: 'long@mail.example', name: 'n'.repeat(101) })
    expect([page.status, page.html.includes('id="name-problem"')]).toEqual([400, true])
  })

  it('has the hinted address filled in, and a way back', async () => {
    const browser = browse()
    const chooser = await browser.open(authorizationUrl('drive', { login_hint: 'unknown@mail.example' }))
    const form = await browser.press(chooser, 'Use another account')
    expect(form.html).toContain('value="unknown@mail.example"')
    expect(labels(await browser.press(form, 'Back'))).toContain('Use another account')
  })
})

describe('consent', () => {
  const toConsent = async (browser: Browser, changes: Record<string, string | undefined> = {}) =>
    browser.press(await browser.open(authorizationUrl('drive', { prompt: 'consent', ...changes })), MAYA_WORK)

  it('names the client, the account, and what each scope allows', async () => {
    const page = await toConsent(browse())
    for (const text of [
      'Northwind Drive wants access to your account',
      'maya.chen@northwind.example',
      'See your e-mail address',
      'See, edit, create and delete all of your Drive files',
    ]) {
      expect(page.html).toContain(text)
    }
  })

  it('goes back with a code on Allow, state untouched, the query of the redirect URI kept', async () => {
    const browser = browse()
    const redirect_uri = CLIENTS.drive.redirectUris[1]
    const state = '{"a":1} +/=&ü'
    const page = await browser.press(await toConsent(browser, { redirect_uri, state }), 'Allow')
    expect(page.status).toBe(303)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.location?.href).toContain(`${CALLBACK}/second?kept=1&`)
    expect(answer(page)).toEqual({ kept: '1', code: expect.any(String), state, iss: 'http://localhost:4020' })
  })

  it('goes back without state when none was sent', async () => {
    const browser = browse()
    const page = await browser.press(await toConsent(browser, { state: undefined }), 'Allow')
    expect(answer(page)).toEqual({ code: expect.any(String), iss: 'http://localhost:4020' })
  })

  it('goes back with access_denied on Cancel, and grants nothing', async () => {
    const { providerGrant } = fixture.ctx.store.prisma
    const before = await providerGrant.count()
    const browser = browse()
    const page = await browser.press(await toConsent(browser), 'Cancel')
    expect([page.status, answer(page).error]).toEqual([303, 'access_denied'])
    expect(await providerGrant.count()).toBe(before)
  })

  it('leads back to the chooser', async () => {
    const browser = browse()
    expect(labels(await browser.press(await toConsent(browser), 'Choose a different account'))).toContain(MAYA_HOME)
  })

  it('is asked for once, and again for more, or when told to', async () => {
    const fresh = await startProvider()
    const browser = new Browser(fresh.provider)
    const hint = { login_hint: 'priya.nair@northwind.example' }
    const steps: Record<string, string | undefined>[] = [
      { scope: 'openid email' },
      { scope: 'email' },
      { scope: `openid ${DRIVE}` },
      { scope: `openid email ${DRIVE}` },
      { scope: 'openid', prompt: 'consent' },
    ]
    const asked: boolean[] = []
    for (const step of steps) {
      const page = await browser.open(authorizationUrl('drive', { ...hint, ...step }))
      asked.push(labels(page).includes('Allow'))
      if (!page.location) await browser.press(page, 'Allow')
    }
    expect(asked).toEqual([true, false, true, false, true])
    await fresh.ctx.dispose()
  })

  it('is not asked for by a first-party client, whose hint is a sign-in in one click', async () => {
    const page = await open('app', { login_hint: 'jonas@northwind.example' })
    expect([page.status, answer(page)]).toEqual([303, expect.objectContaining({ code: expect.any(String) })])
    expect(labels(await open('app', { login_hint: 'nobody@northwind.example' }))).toContain('Use another account')
  })
})

describe('prompt=none', () => {
  const none = { prompt: 'none' }

  it('answers login_required in an unknown browser, hint or not', async () => {
    const login_hint = 'maya@northwind.example'
    expect(answer(await open('app', none))).toMatchObject({ error: 'login_required', iss: 'http://localhost:4020' })
    expect(answer(await open('app', { ...none, login_hint }))).toMatchObject({ error: 'login_required' })
  })

  it('answers a code for the one account that has allowed it', async () => {
    const browser = browse()
    await allow(browser, authorizationUrl('app'), 'maya@northwind.example')
    expect(answer(await browser.open(authorizationUrl('app', none)))).toHaveProperty('code')
  })

  it('answers consent_required for more than was allowed', async () => {
    const browser = browse()
    await allow(browser, authorizationUrl('drive', { scope: 'openid', prompt: 'consent' }), 'jonas.weber@northwind')
    const page = await browser.open(authorizationUrl('drive', { ...none, scope: `${DRIVE}.readonly` }))
    expect(answer(page)).toMatchObject({ error: 'consent_required' })
  })

  it('answers account_selection_required for several, unless one is named', async () => {
    const browser = browse()
    await allow(browser, authorizationUrl('app'), 'maya@northwind.example')
    await allow(browser, authorizationUrl('app', { login_hint: 'priya@northwind.example' }))
    const page = await browser.open(authorizationUrl('app', none))
    expect(answer(page)).toMatchObject({ error: 'account_selection_required' })
    const named = await browser.open(authorizationUrl('app', { ...none, login_hint: 'Priya@northwind.example' }))
    expect(answer(named)).toHaveProperty('code')
  })
})

describe('a form', () => {
  it('of another browser is refused', async () => {
    const page = await open('drive')
    const stranger = browse()
    for (const visit of [await stranger.press(page, MAYA_WORK), await (await warm(stranger)).press(page, MAYA_WORK)]) {
      expect(visit.status).toBe(400)
      expect(visit.html).toContain('cookies are blocked')
    }
  })

  it('is good in its own window, however many open at once in a browser without a session', async () => {
    const browser = browse()
    // Both requests leave before either answer is there.
    const pages = await Promise.all([1, 2].map(() => browser.open(authorizationUrl('drive', { prompt: 'consent' }))))
    for (const page of pages) {
      const allowed = await browser.press(await browser.press(page, MAYA_WORK), 'Allow')
      expect(answer(allowed)).toHaveProperty('code')
    }
  })

  it('sent from another site is refused', async () => {
    const page = await open('drive')
    const cookie = page.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const post = (site: string) =>
      fixture.provider.fetch(
        new Request(new URL(page.action, page.url), {
          method: 'POST',
          body: new URLSearchParams({ ...page.hidden, other: '1' }),
          headers: { cookie, 'sec-fetch-site': site },
        }),
      )
    expect((await post('same-origin')).status).toBe(200)
    expect((await post('none')).status).toBe(200)
    expect((await post('same-site')).status).toBe(400)
    expect((await post('cross-site')).status).toBe(400)
  })

  it('that was changed, made up, or left open for half an hour is refused', async () => {
    const browser = browse()
    const page = await browser.open(authorizationUrl('drive'))
    const sealed = page.hidden.request ?? ''
    for (const request of ['', 'invented', `${sealed.slice(0, -2)}AA`, page.headers.get('set-cookie') ?? '']) {
      const visit = await browser.press({ ...page, hidden: { request } }, MAYA_WORK)
      expect([visit.status, visit.html.includes('This page has expired')]).toEqual([400, true])
    }
    fixture.ctx.advance(30 * 60 * 1000)
    expect((await browser.press(page, MAYA_WORK)).status).toBe(400)
  })

  it('is refused once its client is gone', async () => {
    const fresh = await startProvider()
    const browser = new Browser(fresh.provider)
    const page = await browser.open(authorizationUrl('drive'))
    await fresh.ctx.store.prisma.providerClient.delete({ where: { id: 'drive' } })
    expect((await browser.press(page, MAYA_WORK)).html).toContain('no longer registered')
    await fresh.ctx.dispose()
  })

  it('shows nothing of the request that it carries', async () => {
    const page = await open('drive', { state: 'state-CANARY', nonce: 'nonce-CANARY' })
    expect(page.hidden.request).toMatch(/^[\w-]{100,}$/)
    expect(page.html).not.toContain('CANARY')
  })
})

describe('every page', () => {
  it('has the headers of a page that handles consent', async () => {
    const browser = browse()
    const chooser = await browser.open(authorizationUrl('drive'))
    const pages = [
      chooser,
      await browser.press(chooser, 'Use another account'),
      await browser.press(await browser.open(authorizationUrl('drive', { prompt: 'consent' })), MAYA_WORK),
      await open('drive', { client_id: 'nobody' }),
      await browse().open('http://localhost:4020/nowhere'),
    ]
    for (const { headers, html } of pages) {
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      // It would cut the popup from its opener.
      expect(headers.get('cross-origin-opener-policy')).toBeNull()
      expect(html).not.toMatch(/<script|\sstyle="|\son\w+="/)
      expect(html).toMatch(/<html lang="en">[\s\S]*<main>[\s\S]*<h1>/)
    }
  })

  it('is kept by cookies that scripts and other sites cannot use', async () => {
    const [session, window, ...others] = (await open('drive')).headers.getSetCookie()
    expect(session).toMatch(/^provider_session=[\w-]+; Max-Age=\d+; Path=\/oauth; HttpOnly; SameSite=Lax$/)
    expect(window).toMatch(/^provider_window_[\w-]+=1; Max-Age=1800; Path=\/oauth\/authorize; HttpOnly; SameSite=Lax$/)
    expect(others).toEqual([])
  })
})

/** A browser that has a session of its own. */
async function warm(browser: Browser): Promise<Browser> {
  await browser.open(authorizationUrl('drive'))
  return browser
}
