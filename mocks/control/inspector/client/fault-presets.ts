export interface FaultPreset {
  name: string
  /** What happens, for whoever has not read the documentation. */
  hint: string
  effect: Record<string, unknown>
}

export interface FaultGroup {
  title: string
  /** Which fields of the form narrow it down: what a popup asks for is known before any account is. */
  narrowedBy: readonly ('where' | 'credential' | 'path')[]
  presets: readonly FaultPreset[]
}

export const faultGroups: readonly FaultGroup[] = [
  {
    title: 'Answers and connections',
    narrowedBy: ['where', 'credential', 'path'],
    presets: [
      { name: '503', hint: 'Service Unavailable', effect: { respond: { status: 503 } } },
      { name: '500', hint: 'Internal Server Error', effect: { respond: { status: 500 } } },
      { name: '404', hint: 'Not Found', effect: { respond: { status: 404 } } },
      { name: 'Rate limit', hint: '429, Retry-After: 30', effect: { rateLimit: { retryAfter: 30 } } },
      { name: 'Delay 3 s', hint: 'and then as usual', effect: { delay: 3_000 } },
      { name: 'Delay 0.2 to 5 s', hint: 'by chance', effect: { delay: { min: 200, max: 5_000 } } },
      { name: 'Drop before', hint: 'cut off unheard', effect: { drop: 'before' } },
      { name: 'Drop after', hint: 'done, then cut off', effect: { drop: 'after' } },
      { name: 'Truncated', hint: 'half of the answer', effect: { corrupt: 'truncated' } },
      { name: 'Malformed', hint: 'JSON that is none', effect: { corrupt: 'malformed' } },
      { name: 'Wrong type', hint: 'JSON as text/html', effect: { corrupt: 'content-type' } },
    ],
  },
  {
    title: 'Refreshing access tokens',
    narrowedBy: ['credential'],
    presets: [
      { name: 'Refresh refused', hint: 'the account becomes INVALID', effect: { token: 'refused' } },
      { name: 'Access revoked', hint: 'the same, for good', effect: { token: 'revoked' } },
      { name: 'Refresh unavailable', hint: '503', effect: { token: 'unavailable' } },
    ],
  },
  {
    title: 'OAuth popups',
    narrowedBy: [],
    presets: [
      { name: 'Never loads', hint: 'the first page stays empty', effect: { popup: 'never-loads' } },
      { name: 'Severs opener', hint: 'the last page loses it', effect: { popup: 'severs-opener' } },
      { name: 'Denied', hint: 'the person says no', effect: { popup: 'denied' } },
      { name: 'Altered state', hint: 'another state comes back', effect: { popup: 'altered-state' } },
      { name: 'Slow provider', hint: 'pages take 3 s', effect: { popup: 'slow', delay: 3_000 } },
    ],
  },
]

export interface FaultScope {
  /** "in", "out", or a service. */
  where: string
  credential: string
  path: string
  /** How often at most; empty for no limit. */
  times: string
}

/** The body of `POST .../faults` for a preset, narrowed down as far as that makes sense for it. */
export function faultFrom(group: FaultGroup, preset: FaultPreset, scope: FaultScope) {
  const { where, credential, path, times } = scope
  const match: Record<string, string> = {}
  if (group.narrowedBy.includes('where') && where !== '') {
    match[where === 'in' || where === 'out' ? 'direction' : 'service'] = where
  }
  if (group.narrowedBy.includes('credential') && credential !== '') match.credential = credential
  if (group.narrowedBy.includes('path') && path !== '') match.path = path
  return { name: preset.name, match, effect: preset.effect, ...(times !== '' && { times: Number(times) }) }
}
