import { z } from 'zod'
import type { DemoSite } from '../../catalog/demo-microsoft.ts'

/** Kinds of records: what a drive or a site is called. A drive's id there is that of its root. */
export const DRIVES = 'microsoft/drives'
export const SITES = 'microsoft/sites'

export const driveData = z.object({
  name: z.string(),
  /** The last part of its address. */
  path: z.string(),
  /** Of a library; null of someone's OneDrive. */
  siteId: z.string().nullable(),
})
export type DriveData = z.infer<typeof driveData>

export const siteData = z.object({ path: z.string(), name: z.string(), description: z.string() })
export type SiteData = Omit<DemoSite, 'libraries'>
