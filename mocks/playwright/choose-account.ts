import type { Locator, Page } from '@playwright/test'

export interface ChooseAccountOptions {
  /** The name of an account that the provider does not know yet; default: what is before the @. */
  name?: string
  /** Whether the user allows what is asked; default true. */
  allow?: boolean
  /** An account that the user chooses first, by mistake, and goes back from when asked to allow. */
  insteadOf?: string
}

/**
 * Acts as the user in the popup that `connect`, `installIntegration` and others open: chooses an account by its e-mail
 * address, or signs in with it when it is not listed, allows or denies what is asked, and waits until the window is gone.
 * The window may show any of the provider's pages. Throws when it shows one that leads no further, with what it says.
 */
export async function chooseAccount(
  popup: Page,
  account: string,
  { name, allow = true, insteadOf }: ChooseAccountOptions = {},
): Promise<void> {
  if (insteadOf !== undefined) await choose(popup, insteadOf)
  await choose(popup, account, name)
  const gone = untilGone(popup)
  // Observed below; should the click fail, that is what is told.
  gone.catch(() => undefined)
  await button(popup, allow ? 'Allow' : 'Cancel').click()
  await gone
}

/** From whichever page the window shows to the one that asks the account for consent. */
async function choose(popup: Page, account: string, name = account.split('@')[0] ?? account): Promise<void> {
  const chooser = heading(popup, 'Choose an account')
  const signIn = heading(popup, 'Use another account')
  const allow = button(popup, 'Allow')
  const choices = popup.getByRole('button').filter({ has: address(popup, account) })

  await arrive(popup, chooser, signIn, allow)
  if (await allow.isVisible()) {
    if ((await address(popup, account).count()) > 0) return
    await button(popup, 'Choose a different account').click()
  } else if (await signIn.isVisible()) await button(popup, 'Back').click()

  await arrive(popup, chooser)
  if ((await choices.count()) > 0) await choices.click()
  else {
    await popup.getByRole('button', { name: 'Use another account' }).click()
    await popup.getByLabel('E-mail').fill(account)
    await popup.getByLabel('Name').fill(name)
    await button(popup, 'Next').click()
    const problem = popup.locator('form').getByRole('alert')
    await arrive(popup, allow, problem)
    if (await problem.isVisible()) {
      throw new Error(`The provider does not take the account "${account}": ${await problem.textContent()}`)
    }
  }
  await arrive(popup, allow)
}

/** Pages that do not close by themselves, and lead nowhere: of the provider, and of Paragon. */
const DEAD_ENDS = /^(This request cannot be completed|This did not work|This window did not start the sign-in)$/

/** Waits for one of these. */
async function arrive(popup: Page, ...places: Locator[]): Promise<void> {
  const deadEnd = popup.getByRole('heading', { name: DEAD_ENDS })
  await places
    .reduce((either, place) => either.or(place), deadEnd)
    .first()
    .waitFor()
  if (await deadEnd.isVisible()) throw await deadEndError(popup)
}

async function untilGone(popup: Page): Promise<void> {
  const closed = popup.waitForEvent('close')
  const deadEnd = popup
    .getByRole('heading', { name: DEAD_ENDS })
    .waitFor({ timeout: 0 })
    .then(
      async () => {
        throw await deadEndError(popup)
      },
      // It is waited for in a window that has gone.
      () => undefined,
    )
  await Promise.race([closed, deadEnd])
}

async function deadEndError(popup: Page): Promise<Error> {
  const said = await popup.getByRole('alert').or(popup.getByRole('status')).textContent()
  return new Error(`The window goes no further: ${await popup.getByRole('heading').first().textContent()}. ${said}`)
}

const heading = (popup: Page, name: string) => popup.getByRole('heading', { name, exact: true })
const button = (popup: Page, name: string) => popup.getByRole('button', { name, exact: true })
/** The whole address: one may end like another. The provider does not tell upper case from lower. */
const address = (popup: Page, account: string) =>
  popup.getByText(new RegExp(`^\\s*${account.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`, 'i'))
