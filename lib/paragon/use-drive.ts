'use client'

import { useCallback, useEffect, useState } from 'react'
import { type DriveFile, type DriveOwner, fetchDriveOwner, fetchDrivePage, uploadToDrive } from './drive'
import { describeProblem, type Problem } from './problem'
import type { Paragon } from './sdk'

export type Drive =
  | { status: 'loading' }
  | { status: 'error'; problem: Problem }
  | { status: 'ready'; owner: DriveOwner; files: DriveFile[]; nextPageToken: string | undefined }

/**
 * The files of one connected account, and what can be done with them. `loadMore` and `upload` reject when Paragon or
 * Google refuses. A component that uses it wants the credential's id as its key.
 */
export function useDrive(paragon: Paragon, credentialId: string) {
  const [drive, setDrive] = useState<Drive>({ status: 'loading' })

  const load = useCallback(async () => {
    setDrive({ status: 'loading' })
    try {
      const [owner, { files, nextPageToken }] = await Promise.all([
        fetchDriveOwner(paragon, credentialId),
        fetchDrivePage(paragon, credentialId),
      ])
      setDrive({ status: 'ready', owner, files, nextPageToken })
    } catch (error) {
      setDrive({ status: 'error', problem: describeProblem(error) })
    }
  }, [paragon, credentialId])

  useEffect(() => void load(), [load])

  async function loadMore(pageToken: string) {
    const { files, nextPageToken } = await fetchDrivePage(paragon, credentialId, pageToken)
    setDrive((drive) =>
      drive.status === 'ready' ? { ...drive, files: withoutRepeats([...drive.files, ...files]), nextPageToken } : drive,
    )
  }

  async function upload(file: File) {
    const created = await uploadToDrive(paragon, credentialId, file)
    setDrive((drive) =>
      drive.status === 'ready' ? { ...drive, files: withoutRepeats([created, ...drive.files]) } : drive,
    )
  }

  return { drive, reload: load, loadMore, upload }
}

/** An upload moves every later file one place down, so the next page may repeat one. */
function withoutRepeats(files: DriveFile[]): DriveFile[] {
  return [...new Map(files.map((file) => [file.id, file])).values()]
}
