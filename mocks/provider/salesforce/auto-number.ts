/** The number that a new org gives first, less one. */
const START = 1000

/** What an auto-number field of a new record says, such as "00001001"; `earlier` counts the records before it, deleted ones included. */
export function autoNumber(earlier: number): string {
  return String(START + 1 + earlier).padStart(8, '0')
}
