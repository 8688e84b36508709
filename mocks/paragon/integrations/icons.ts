/**
 * Neutral marks, drawn for the sandbox: the vendors' logos are theirs. Served where the SDK looks for icons,
 * `{CDN}/integrations/{type}.svg`.
 */
const marks: Record<string, string> = {
  googledrive:
    '<path d="M18 40 30 18h8l14 24" fill="none" stroke="#fff" stroke-width="5" stroke-linejoin="round"/><path d="M14 44h38" stroke="#fff" stroke-width="5" stroke-linecap="round"/>',
  googleCalendar:
    '<rect x="16" y="18" width="32" height="30" rx="5" fill="none" stroke="#fff" stroke-width="4.5"/><path d="M16 28h32M25 13v9M39 13v9" stroke="#fff" stroke-width="4.5" stroke-linecap="round"/>',
}

/** The icon of an integration: its mark, or its initial, on its brand colour. */
export function iconSvg({ type, name, brandColor }: { type: string; name: string; brandColor: string }): string {
  const initial = name.slice(0, 1).replace(/[<>&"]/g, '')
  const mark =
    marks[type] ??
    `<text x="32" y="43" text-anchor="middle" font-family="system-ui,sans-serif" font-size="32" font-weight="600" fill="#fff">${initial}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="${brandColor}"/>${mark}</svg>`
}
