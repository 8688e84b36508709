import { wrongUsage } from './exit.ts'

const MILLISECONDS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

/** Milliseconds of a text such as "90s", "2h" or "1h30m"; `bare` is the unit of a number without one. Throws a CommandError. */
export function readDuration(name: string, text: string, bare?: 'ms' | 's'): number {
  const [, sign, rest = ''] = /^(-?)(.*)$/.exec(text.trim()) ?? []
  if (bare !== undefined && /^\d+$/.test(rest)) return signed(sign, Number(rest) * (MILLISECONDS[bare] ?? 1))
  const parts = [...rest.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== rest) {
    throw wrongUsage(`${name} must be a duration such as 90s, 30m, 2h or 1h30m, not "${text}".`)
  }
  const total = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (MILLISECONDS[unit] ?? 0), 0)
  return signed(sign, Math.round(total))
}

const signed = (sign: string | undefined, amount: number) => (sign === '-' && amount !== 0 ? -amount : amount)
