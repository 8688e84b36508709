import { expect, it } from 'vitest'
import { commandNames } from '../protocol/messages.ts'
import { mutations, type Next } from './mutations.ts'

const limited = Object.entries(mutations).filter(([, make]) => make().reach !== undefined)

// A case that runs nothing of its reach is not run for a mutant: it must go as ever.
it.each(limited)('%s changes no command beyond its reach', async (_, make) => {
  const { reach = [], command } = make()
  for (const name of commandNames.filter((each) => !reach.includes(each))) {
    const params = { name, selectedCredentialId: 'one', externalId: ' ' }
    const result = { authenticated: false, of: name }
    const asked: unknown[] = []
    const next: Next = async (...call) => {
      asked.push(call.slice(0, 2))
      return result
    }
    const openUrl = () => Promise.reject(new Error('No window is opened.'))
    expect(await (command?.(name, params, next, openUrl) ?? next(name, params))).toBe(result)
    expect(asked).toEqual([[name, params]])
    const refusal = new Error('Integration not installed, and expired.')
    const refused = command?.(name, params, () => Promise.reject(refusal), openUrl) ?? Promise.reject(refusal)
    await expect(refused).rejects.toThrow(refusal.message)
  }
})
