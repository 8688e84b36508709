const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A date and time (ISO 8601) as the reader writes it. */
export function Moment({ date }: { date: string }) {
  return <time dateTime={date}>{format.format(new Date(date))}</time>
}
