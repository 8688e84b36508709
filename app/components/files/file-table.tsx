import type { DriveFile } from '@/lib/paragon/drive'

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const kilobytes = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 })

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
          <th scope="col" className="w-24 px-4 text-right sm:px-5">
            Size
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map(({ id, name, modifiedTime, size }) => (
          <tr key={id} className="border-line border-t *:py-2.5">
            <th scope="row" className="break-words px-4 font-medium sm:px-5">
              {name}
            </th>
            <td className="hidden px-2 text-soft sm:table-cell">
              {modifiedTime && <time dateTime={modifiedTime}>{dates.format(new Date(modifiedTime))}</time>}
            </td>
            <td className="px-4 text-right text-soft tabular-nums sm:px-5">
              {size === undefined ? '–' : kilobytes.format(Number(size) / 1000)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
