import type { Page } from '@playwright/test'

/**
 * Has a page run an ActionKit tool that makes a folder, as an app's own code does: the SDK has no method for tools.
 *
 * @param url where ActionKit has the project's tools
 * @param selected id of the account, or its external id as the SDK writes it; the default account when left out
 * @returns the status of the answer
 */
export function runDriveTool(page: Page, url: string, token: string, name: string, selected?: string): Promise<number> {
  return page.evaluate(
    async ([url, token, name, selected]) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          ...(selected !== undefined && { 'X-Paragon-Credential': selected }),
        },
        body: JSON.stringify({ action: 'GOOGLE_DRIVE_CREATE_FOLDER', parameters: { name } }),
      })
      return answer.status
    },
    [url, token, name, selected] as const,
  )
}
