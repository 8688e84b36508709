import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * axe's findings by WCAG 2.0, 2.1 and 2.2, levels A and AA; `page` includes the portal's frame. `within`: the only
 * part that is looked at, by the selectors of the frames around it and its own.
 */
export async function violations(page: Page, within?: string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page })
  if (within !== undefined) builder.include(within)
  const { violations: found } = await builder
    // Only for frames of other origins axe opens a second page, which takes as long as all else.
    .setLegacyMode(page.frames().length === 1)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.flatMap(({ id, impact, nodes }) => nodes.map(({ target }) => `${impact} ${id}: ${target.join(' ')}`))
}
