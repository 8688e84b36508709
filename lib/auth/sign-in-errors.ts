/** The `error` codes that next-auth sends to the sign-in page, in words. Any other code gets the general sentence. */
const sentences = new Map([
  ['AccessDenied', 'You declined to sign in. Nothing was shared.'],
  ['OAuthSignin', 'The identity provider could not be reached. Try again in a moment.'],
  ['OAuthCallback', 'The identity provider did not confirm who you are. Try again.'],
  ['Callback', 'The identity provider did not confirm who you are. Try again.'],
  ['SessionRequired', 'Sign in to continue.'],
  ['Configuration', 'Sign-in is not set up correctly on this server. Its log says why.'],
])

/** A sentence for the `error` parameter of the sign-in page, undefined when there is none. */
export function signInErrorText(code: string | undefined): string | undefined {
  if (!code) return undefined
  return sentences.get(code) ?? 'Signing in did not work. Try again.'
}
