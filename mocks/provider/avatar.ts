import type { Account } from '../store/provider-accounts.ts'

/** A square with the account's initials on its hue, dark enough for white to have a contrast of 4.9 on every hue. */
export function avatarSvg({ name, hue }: Account): string {
  const initials = [...name.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => [...word][0] ?? '')
  const text = [initials[0], initials.length > 1 ? initials.at(-1) : ''].join('').toUpperCase()
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">',
    `<rect width="96" height="96" fill="hsl(${hue} 52% 30%)"/>`,
    '<text x="48" y="48" dy=".35em" text-anchor="middle" fill="#fff" font-size="38" font-weight="600"',
    ` font-family="system-ui, 'Segoe UI', Roboto, sans-serif">${text}</text></svg>`,
  ].join('')
}
