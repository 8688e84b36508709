import type { Account } from '../store/provider-accounts.ts'

/** A round-cornered-by-the-page square with the account's initials on its hue; white on it has a contrast above 4.5:1. */
export function avatarSvg({ name, hue }: Account): string {
  const initials = [...name.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => [...word][0] ?? '')
  const text = [initials[0], initials.length > 1 ? initials.at(-1) : ''].join('').toUpperCase()
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">',
    `<rect width="96" height="96" fill="hsl(${hue} 55% 33%)"/>`,
    '<text x="48" y="48" dy=".35em" text-anchor="middle" fill="#fff" font-size="38" font-weight="600"',
    ` font-family="system-ui, 'Segoe UI', Roboto, sans-serif">${text}</text></svg>`,
  ].join('')
}
