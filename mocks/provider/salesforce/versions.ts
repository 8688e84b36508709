/** Versions of the API that are there: those before 31 are retired ("API End-of-Life Policy"). */
const OLDEST = 31
const NEWEST = 66

/** The release of version 31: three a year, each named after the season and the year. */
const FIRST_RELEASE = { season: 1, year: 14 }
const SEASONS = ['Spring', 'Summer', 'Winter']

/** "List Available REST API Versions". */
export const versions = Array.from({ length: NEWEST - OLDEST + 1 }, (_, index) => {
  const season = (FIRST_RELEASE.season + index) % SEASONS.length
  // A winter release is named after the year that it leads into.
  const years = Math.floor((FIRST_RELEASE.season + index) / SEASONS.length)
  const year = FIRST_RELEASE.year + years + (season === 2 ? 1 : 0)
  const version = `${OLDEST + index}.0`
  return { label: `${SEASONS[season]} '${year}`, url: `/services/data/v${version}`, version }
})

const known = new Set(versions.map(({ version }) => version))

export function isVersion(version: string): boolean {
  return known.has(version)
}
