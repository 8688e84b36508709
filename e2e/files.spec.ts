import { newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test.describe('files', () => {
  test('the same request as A and as B answers each one’s files', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    await page.getByRole('link', { name: 'Files' }).click()

    await page.getByRole('radio', { name: b }).check()
    const filesOf = (email: string) => page.getByRole('region', { name: `Files of ${email}` })
    await expect(filesOf(b).getByText(`Answered by ${b}`)).toBeVisible()
    await page.getByLabel('Upload a text file').setInputFiles({
      name: 'only-in-b.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('written as B, with ünïcode'),
    })
    await expect(filesOf(b).getByRole('rowheader', { name: 'only-in-b.txt' })).toBeVisible()

    await page.getByRole('radio', { name: a }).check()
    await expect(filesOf(a).getByText(`Answered by ${a}`)).toBeVisible()
    await expect(filesOf(a).getByRole('row')).not.toHaveCount(0)
    await expect(filesOf(a).getByRole('rowheader', { name: 'only-in-b.txt' })).toHaveCount(0)
    // The choice is part of the address.
    await page.getByRole('radio', { name: b }).check()
    await expect(filesOf(b).getByRole('rowheader', { name: 'only-in-b.txt' })).toBeVisible()
    await page.reload()
    await expect(filesOf(b).getByRole('rowheader', { name: 'only-in-b.txt' })).toBeVisible()

    // The provider's word: the file is B's, byte for byte, and A has none of that name.
    const query = encodeURIComponent("name = 'only-in-b.txt'")
    const found = async (email: string) => {
      const headers = { 'x-paragon-credential': (await harbor.credential(email)).id }
      const answer = await harbor.rest(
        'GET',
        `/sdk/proxy/googledrive/files?q=${query}&fields=files(id,owners)`,
        headers,
      )
      const { output } = (await answer.json()) as {
        output: { files: { id: string; owners: { emailAddress: string }[] }[] }
      }
      return output.files
    }
    expect(await found(a)).toEqual([])
    const [file] = await found(b)
    expect(file?.owners[0]?.emailAddress).toBe(b)
    const content = await harbor.rest('GET', `/sdk/proxy/googledrive/files/${file?.id}?alt=media`, {
      'x-paragon-credential': (await harbor.credential(b)).id,
    })
    expect(await content.json()).toEqual({ output: 'written as B, with ünïcode' })
  })

  test('an account that lost its access is told apart, and the other still works', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    await harbor.mishap((await harbor.credential(a)).id, 'revoke')
    await page.getByRole('link', { name: 'Files' }).click()
    await page.getByRole('radio', { name: a }).check()
    await expect(page.getByText(/reconnect/i).first()).toBeVisible()
    await expect.poll(async () => (await harbor.credential(a)).status).toBe('INVALID')
    await page.getByRole('radio', { name: b }).check()
    await expect(page.getByText(`Answered by ${b}`)).toBeVisible()
  })

  test('an access token that ran out is renewed without a word', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const email = newAddress('a')
    await harbor.connect(email)
    const before = await harbor.credential(email)
    await harbor.mishap(before.id, 'expire')
    await page.getByRole('link', { name: 'Files' }).click()
    await expect(page.getByText(`Answered by ${email}`)).toBeVisible()
    expect(await harbor.credential(email)).toMatchObject({ status: 'VALID', refreshFailureCount: 0 })
  })
})
