import { FileText, Folder } from 'lucide-react'
import { formatBytes } from '@/lib/format-bytes'
import type { DriveFile } from '@/lib/paragon/drive'

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** Drive keeps a folder as a file of this type. */
const FOLDER = 'application/vnd.google-apps.folder'

export function FileTable({ files, label }: { files: DriveFile[]; label: string }) {
  return (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">{label}</caption>
      <thead className="text-[13px] text-soft">
        <tr className="*:py-2 *:font-medium">
          <th scope="col" className="px-4 sm:px-5">
            Name
          </th>
          <th scope="col" className="hidden w-48 px-2 sm:table-cell">
            Modified
          </th>
          <th scope="col" className="w-28 px-4 text-right sm:px-5">
            Size
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map(({ id, name, mimeType, modifiedTime, size }) => (
          <tr key={id} className="border-line border-t *:py-2.5">
            <th scope="row" className="px-4 font-medium sm:px-5">
              <span className="flex items-start gap-2.5">
                <FileIcon folder={mimeType === FOLDER} />
                <span className="min-w-0 break-words">{name}</span>
              </span>
            </th>
            <td className="hidden px-2 text-soft sm:table-cell">
              {modifiedTime && <time dateTime={modifiedTime}>{dates.format(new Date(modifiedTime))}</time>}
            </td>
            <td className="whitespace-nowrap px-4 text-right text-soft tabular-nums sm:px-5">
              {size === undefined ? '–' : formatBytes(Number(size))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function FileIcon({ folder }: { folder: boolean }) {
  const Icon = folder ? Folder : FileText
  return <Icon role="img" aria-label={folder ? 'Folder' : 'File'} className="mt-0.5 size-4 shrink-0 text-soft" />
}
