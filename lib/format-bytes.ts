const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A size in bytes in the unit that suits it: 1500 becomes "1.5 kB". `locale` is the reader's own unless given. */
export function formatBytes(bytes: number, locale?: string): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power)
}
