/** An integration's colour, made usable on one background. */
export interface Accent {
  /** Of buttons and switches: at least 3:1 against the background (WCAG 1.4.11). */
  fill: string
  /** Of text on `fill`: white where it is legible (4.5:1), else black, which then is. */
  onFill: string
  /** Of text and icons on the background: at least 4.5:1 (WCAG 1.4.3). */
  text: string
}

type Rgb = [number, number, number]

const black: Rgb = [0, 0, 0]
const white: Rgb = [255, 255, 255]
const fallback: Rgb = [37, 99, 235]

/** `color` as #rgb or #rrggbb; anything else counts as the default blue. `background` the same. */
export function accentOn(color: string | undefined, background: string): Accent {
  const surface = parseHex(background) ?? white
  const accent = parseHex(color) ?? fallback
  const fill = strengthen(accent, surface, 3)
  return {
    fill: toHex(fill),
    onFill: toHex(contrast(fill, white) >= 4.5 ? white : black),
    text: toHex(strengthen(accent, surface, 4.5)),
  }
}

/** WCAG 2 contrast of two colours (#rgb or #rrggbb), 1 to 21. */
export function contrastOf(a: string, b: string): number {
  return contrast(parseHex(a) ?? black, parseHex(b) ?? white)
}

/** Moves a colour away from the background, in small steps, until it stands out by `ratio`. */
function strengthen(color: Rgb, surface: Rgb, ratio: number): Rgb {
  const away = luminance(surface) > 0.18 ? black : white
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mix(color, away, share)
    if (contrast(mixed, surface) >= ratio) return mixed
  }
  return away
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share)
  return [channel(0), channel(1), channel(2)]
}

function contrast(a: Rgb, b: Rgb): number {
  const [bright, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (bright + 0.05) / (dark + 0.05)
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function parseHex(color: string | undefined): Rgb | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color?.trim() ?? '')?.[1]
  if (digits === undefined) return undefined
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  const channel = (start: number) => Number.parseInt(full.slice(start, start + 2), 16)
  return [channel(0), channel(2), channel(4)]
}

function toHex(color: Rgb): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
