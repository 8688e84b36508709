import { z } from 'zod'
import { reasonIn } from './paragon/problem'
import { SignedOutError } from './paragon/token-source'

const held = z.object({ holder: z.string() })

/**
 * Asks the app's own server. `holder` is who should be signed in: another tab may have signed somebody else in, whose data
 * does not belong on this page. Throws SignedOutError when nobody is signed in any more, or somebody else; Error with words
 * for people.
 */
export async function askApp<T>(
  holder: string,
  path: string,
  schema: z.ZodType<T>,
  { method = 'GET', body }: { method?: string; body?: object } = {},
): Promise<T> {
  const response = await fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })
  const answer: unknown = await checked(response).then((good) => good.json().catch(() => undefined))
  if (held.parse(answer).holder !== holder) throw new SignedOutError('Somebody else is signed in now.')
  return schema.parse(answer)
}

/** What a path of the app's own server has to download. Throws as askApp. */
export async function downloadFromApp(path: string): Promise<Blob> {
  return (await checked(await fetch(path))).blob()
}

async function checked(response: Response): Promise<Response> {
  if (response.status === 401) throw new SignedOutError('The session of the app has ended.')
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => undefined)
  throw new Error(reasonIn(body) || `The app could not ask Paragon (${response.status}).`)
}
