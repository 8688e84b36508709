import type { Account } from '../../store/provider-accounts.ts'

/** Where the OneDrives and sites of an account's organization are; everyone with one e-mail domain is of one organization. */
export function tenantOf({ email }: Pick<Account, 'email'>) {
  const domain = email.slice(email.indexOf('@') + 1)
  const tenant = (domain.split('.')[0] ?? domain).replaceAll(/[^a-z0-9-]/g, '')
  return {
    domain,
    /** Of SharePoint's sites. */
    host: `${tenant}.sharepoint.com`,
    /** Of everyone's OneDrive. */
    myHost: `${tenant}-my.sharepoint.com`,
  }
}

/** The folder of a person's OneDrive in its address: `maya_chen_northwind_example`. */
export function personalSite({ email }: Pick<Account, 'email'>): string {
  return email.replaceAll(/[^a-z0-9]/g, '_')
}

/**
 * What Microsoft tells of an account beside the claims of OpenID Connect. `webUrl` is where SharePoint's file picker is,
 * `oneDriveUrl` where OneDrive's is: at the provider, since no browser finds the organization's own hosts (assumed).
 */
export function microsoftClaims(account: Account, providerUrl: string) {
  const { host, myHost } = tenantOf(account)
  return {
    oid: account.id,
    preferred_username: account.email,
    webUrl: `${providerUrl}/microsoft/${host}`,
    oneDriveUrl: `${providerUrl}/microsoft/${myHost}`,
  }
}
