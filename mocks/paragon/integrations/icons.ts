/**
 * Neutral marks, drawn for the sandbox: the vendors' logos are theirs. Served where the SDK looks for icons,
 * `{CDN}/integrations/{type}.svg`.
 */
const marks: Record<string, string> = {
  googledrive:
    '<path d="M8 18a6 6 0 0 1 6-6h11l7 8h18a6 6 0 0 1 6 6v22a6 6 0 0 1-6 6H14a6 6 0 0 1-6-6zM22 42l10-16 10 16z" />',
  'custom.tasklab':
    '<rect x="12" y="9" width="40" height="46" rx="6" /><path d="M21 25l4 4 7-8M21 43l4 4 7-8M38 27h7M38 45h7" />',
  googleCalendar: '<rect x="9" y="12" width="46" height="42" rx="7" /><path d="M9 26h46M22 6v12M42 6v12M22 40h8" />',
  hubspot:
    '<rect x="7" y="12" width="50" height="40" rx="7" /><circle cx="23" cy="27" r="5" /><path d="M14 43c1-5 4-7 9-7s8 2 9 7M41 27h7M41 38h7" />',
  box: '<path d="M10 20l22-11 22 11v26L32 57 10 46zM10 20l22 11 22-11M32 31v26" />',
  jira: '<path d="M12 12h40v40H12zM22 24l4 4 7-8M22 42l4 4 7-8M40 25h6M40 43h6" />',
  onedrive: '<path d="M18 46a11 11 0 0 1-1-22 16 16 0 0 1 30-1 12 12 0 0 1-1 23z" />',
  sharepoint: '<circle cx="27" cy="22" r="14" /><circle cx="43" cy="36" r="11" /><circle cx="27" cy="48" r="8" />',
  slack:
    '<path d="M12 10h40a6 6 0 0 1 6 6v24a6 6 0 0 1-6 6H32L18 57V46h-6a6 6 0 0 1-6-6V16a6 6 0 0 1 6-6zM20 24h24M20 34h14" />',
  salesforce: '<path d="M9 12h46L38 33v17l-12 6V33z" />',
}

/** The icon of an integration: its mark in its brand colour, or its initial. */
export function iconSvg({ type, name, brandColor }: { type: string; name: string; brandColor: string }): string {
  const mark = marks[type]
  const initial = name.slice(0, 1).replace(/[<>&"]/g, '')
  const drawing = mark
    ? `<g fill="none" stroke="${brandColor}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round">${mark}</g>`
    : `<text x="32" y="48" text-anchor="middle" font-family="system-ui,sans-serif" font-size="46" font-weight="700" fill="${brandColor}">${initial}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${drawing}</svg>`
}
