/** The project when none is named: always the same, so that a pasted snippet stays good. */
export const DEFAULT_PROJECT_ID = '7a9db0c5-5a4d-4b0c-8c5d-000000000001'

/** The environment; an empty variable, as in a copied .env.example, is one that is not set. */
export function environment(): Partial<Record<string, string>> {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
}
