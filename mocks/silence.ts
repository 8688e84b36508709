/** Nothing was heard for too long. */
export class SilenceError extends Error {
  override readonly name = 'SilenceError'
}

/**
 * Waits for something as long as there are signs of life; rejects with a SilenceError when there was none for `limit`
 * milliseconds. `lastSign` tells when there last was one, by `performance.now()`; by default the start is the only one.
 * It is real time that counts: a project's clock may stand still while a socket is waited for.
 */
export async function unlessSilent<T>(
  limit: number,
  work: Promise<T>,
  lastSign: () => number = constant(performance.now()),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    const look = () => {
      const left = lastSign() + limit - performance.now()
      if (left > 0) timer = setTimeout(look, left)
      else reject(new SilenceError(`Nothing was heard for ${limit} ms.`))
    }
    look()
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}

const constant = (value: number) => () => value
