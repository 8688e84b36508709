import { isStorable } from '../../store/storable-text.ts'
import { invalidArguments, SlackError } from './errors.ts'

/**
 * What a method was called with. A form has texts only, JSON has values of its own; Slack takes either for the other,
 * and null for nothing.
 */
export interface Arguments {
  /** Undefined when it was not sent. Throws `invalid_arguments` when it is neither text, number nor truth value. */
  text(name: string): string | undefined
  /**
   * As `text`, but must be sent: what is missing is `invalid_arguments`, what is empty names nothing that there is
   * (observed at slack.com: github.com/brekkylab/backlot/issues/84).
   */
  required(name: string): string
  flag(name: string): boolean
  /** A list or an object, which a form sends as JSON text. Throws a SlackError of the code for text that is not JSON. */
  json(name: string, code: string): unknown
  /** The `limit` of a page. Assumed: more than a page ever has is as much as it has. Throws `invalid_limit`. */
  limit(size: { standard: number; most: number }): number
  /** Refuses arguments that the sandbox does not know what to do with: left out, they would change the answer's meaning. */
  refuse(...names: string[]): void
}

export function createArguments(values: Record<string, unknown>): Arguments {
  const isSent = (name: string) => Object.hasOwn(values, name) && values[name] !== null && values[name] !== undefined

  const args: Arguments = {
    text(name) {
      if (!isSent(name)) return undefined
      const value = values[name]
      if (typeof value === 'object') throw invalidArguments(`must be a string [json-pointer:/${name}]`)
      const text = String(value)
      if (!isStorable(text)) throw invalidArguments(`must be text [json-pointer:/${name}]`)
      return text
    },

    required(name) {
      const text = args.text(name)
      if (text === undefined) throw invalidArguments(`missing required field: ${name}`)
      return text
    },

    flag: (name) => isSent(name) && ['true', '1'].includes(String(values[name])),

    json(name, code) {
      const value = isSent(name) ? values[name] : undefined
      if (typeof value !== 'string') return value
      try {
        return value.trim() === '' ? undefined : JSON.parse(value)
      } catch {
        throw new SlackError(code)
      }
    },

    limit({ standard, most }) {
      const text = args.text('limit') || '0'
      if (!/^\d{1,10}$/.test(text)) throw new SlackError('invalid_limit')
      return Number(text) === 0 ? standard : Math.min(Number(text), most)
    },

    refuse(...names) {
      const name = names.find((each) => isSent(each) && values[each] !== '')
      if (name !== undefined) throw invalidArguments(`the sandbox does not simulate the argument ${name}`)
    },
  }
  return args
}
