/** Copies the snippets, and puts a user token into the one that needs it. */
import { ControlError, createCalls } from '../../../client/control-call.ts'
import { seedSnippet } from '../../../client/ways-in.ts'
import { createTokenStore } from '../../inspector/client/token.ts'

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  const text = () => document.getElementById(button.dataset.copy ?? '')?.textContent ?? ''
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text())
    tell('Copied.')
  })
}

const projectId = new URLSearchParams(location.search).get('project') ?? ''
// The inspector keeps it for the tab, and so it is known here too.
const tokens = createTokenStore(window)
const form = document.querySelector<HTMLFormElement>('#token-form')
const user = document.querySelector<HTMLInputElement>('#user')
const admin = document.querySelector<HTMLInputElement>('#admin')
const seed = document.querySelector('#seed')

if (form && user && admin && seed) {
  admin.value = tokens.read() ?? ''
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const { call } = createCalls(location.origin, admin.value, fetch.bind(window))
      const path = `/projects/${encodeURIComponent(projectId)}/tokens`
      const { token } = (await call('POST', path, { sub: user.value })) as { token: string }
      tokens.keep(admin.value)
      seed.textContent = seedSnippet(location.origin, { projectId, userId: user.value, token })
      tell(`A token of ${user.value}, good for an hour, is in the snippet.`)
    } catch (error) {
      if (!(error instanceof ControlError)) return tell('The sandbox cannot be reached. Is it still running?')
      tell(
        error.status === 401
          ? 'That is not the admin token, which the start has printed.'
          : String(error.problem.detail),
      )
    }
  })
}

function tell(words: string): void {
  const told = document.querySelector('#told')
  if (told) told.textContent = words
}
