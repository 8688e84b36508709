import { newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test.describe('the app’s session', () => {
  test('alone gets a user token, for its own user only', async ({ harbor, page, stack }) => {
    const withoutSession = await fetch(`${stack.appUrl}/api/paragon/token`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(withoutSession.status).toBe(401)

    await harbor.signInAsNewcomer()
    const [, claims = ''] = (await harbor.token()).split('.')
    const payload = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect(payload).toEqual({
      sub: expect.any(String),
      aud: `useparagon.com/${stack.projectId}`,
      iat: expect.any(Number),
      exp: payload.iat + 3600,
    })
    const me = (await (await harbor.rest('GET', '/sdk/me')).json()) as { userId: string }
    expect(me.userId).toBe(payload.sub)

    const cookies = await page.context().cookies(stack.appUrl)
    const foreign = await fetch(`${stack.appUrl}/api/paragon/token`, {
      method: 'POST',
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        origin: 'http://evil.example',
        'sec-fetch-site': 'cross-site',
      },
    })
    expect(foreign.status).toBe(403)
    expect(await foreign.text()).not.toContain('eyJ')
  })

  test('ends with signing out, and the next user sees nothing of the last', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer('First Person')
    const email = newAddress('first')
    await harbor.connect(email)
    await page.getByRole('button', { name: 'Account menu of First Person' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('button', { name: 'Sign in with another identity' })).toBeVisible()
    await page.goto('/files')
    await expect(page.getByRole('heading', { name: /Sign in/ })).toBeVisible()
    await harbor.signInAsNewcomer('Second Person')
    await expect(harbor.drive.getByText('Not connected')).toBeVisible()
    await expect(page.getByText(email)).toHaveCount(0)
  })
})
