export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** A cookie rather than localStorage, so that the server's first byte already has the right colours. */
export const THEME_COOKIE = 'theme'

/** The theme a cookie names; the system's own for anything else. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
