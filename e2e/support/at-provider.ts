import { expect } from '@playwright/test'

const OWN_FILES = 'files(name,owners(emailAddress),lastModifyingUser(emailAddress))'

/**
 * Names of the files that begin with a word, by the third party itself: asked past Paragon, with an access token of the
 * account's own. The third party first says whose the token is, and then that it was that account's token by which each of
 * them was written.
 */
export async function filesAtProvider(
  providerUrl: string,
  { email, accessToken }: { email: string; accessToken: string },
  beginning: string,
): Promise<string[]> {
  const ask = async <T>(path: string, query: Record<string, string>): Promise<T> => {
    const url = `${providerUrl}/drive/v3/${path}?${new URLSearchParams(query)}`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })
    expect(answer.status).toBe(200)
    return (await answer.json()) as T
  }
  expect(await ask('about', { fields: 'user(emailAddress)' })).toEqual({ user: { emailAddress: email } })
  const { files } = await ask<{ files: { name: string }[] }>('files', {
    q: `name contains '${beginning}'`,
    orderBy: 'name',
    fields: OWN_FILES,
  })
  for (const file of files) {
    expect(file).toMatchObject({ owners: [{ emailAddress: email }], lastModifyingUser: { emailAddress: email } })
  }
  return files.map(({ name }) => name)
}
