/** Paging tokens are positions in a list, and worth seeing. */
const positions = /(page|sync|next|continuation)token$/
const secrets =
  /(token|secret|password|passwd|apikey|privatekey|signingkey|encryptionkey|authorization|cookie|assertion|verifier|credentials?secret)$/

/** Whether a parameter, a property or a header of this name holds something that nobody should read in a journal. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return secrets.test(plain) && !positions.test(plain)
}

/** Of a query or a form: an authorization code, what guards its way back, and the provider's sealed forms. */
const secretParameters = new Set(['code', 'state', 'request'])
const isSecretParameter = (name: string) => secretParameters.has(name.toLowerCase()) || isSecretName(name)

/** What stands in a secret's place: its name, so that one can see what to fill in. */
export const placeholder = (name: string) => `<${name}>`

/** Secrets that show by themselves, whatever holds them. */
function withoutTokens(text: string): string {
  return (
    text
      .replace(/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, placeholder('jwt'))
      .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, placeholder('key'))
      .replace(/\b(Bearer|Basic) +[\w~+/.=-]{8,}/gi, `$1 ${placeholder('token')}`)
      // Addresses, wherever they stand.
      .replace(/([?&](?:amp;)?([\w.-]+)=)[^&\s"'<>\\#]+/g, (whole, start: string, name: string) =>
        isSecretParameter(name) ? start + placeholder(name) : whole,
      )
  )
}

/** A header's value, as far as it may be read. */
export function redactHeader(name: string, value: string): string {
  const lower = name.toLowerCase()
  if (lower === 'authorization' || lower === 'proxy-authorization') {
    const scheme = /^(\S+) +\S/.exec(value)?.[1]
    return scheme ? `${scheme} ${placeholder('token')}` : placeholder(lower)
  }
  // Names of cookies and their attributes are no secret.
  if (lower === 'cookie') return value.replace(/=[^;]*/g, `=${placeholder('cookie')}`)
  if (lower === 'set-cookie') return value.replace(/=[^;]*/, `=${placeholder('cookie')}`)
  if (lower === 'location' || lower === 'referer' || lower === 'x-paragon-proxy-url') return redactUrl(value)
  return isSecretName(name) ? placeholder(lower) : withoutTokens(value)
}

/** An address without secrets in its query; what is no address is returned as a text without tokens. */
export function redactUrl(url: string): string {
  const from = url.indexOf('?')
  if (from === -1) return withoutTokens(url)
  const [query = '', ...fragment] = url.slice(from + 1).split('#')
  return [withoutTokens(url.slice(0, from)), '?', redactForm(query), ...fragment.map((text) => `#${text}`)].join('')
}

/** A query, or a form in the same format, also one that was cut off. */
export function redactForm(form: string): string {
  return form
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      if (value.length === 0) return pair
      const decoded = decode(name)
      if (isSecretParameter(decoded)) return `${name}=${placeholder(decoded)}`
      const text = decode(value.join('='))
      const shown = redactText(text)
      return shown === text ? pair : `${name}=${encodeURIComponent(shown)}`
    })
    .join('&')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** A body by its type, also one that was cut off. */
export function redactBody(text: string, type: string): string {
  if (type.includes('x-www-form-urlencoded')) return redactForm(text)
  if (type.includes('html')) return withoutTokens(redactHiddenFields(text))
  return redactText(text)
}

/** JSON, when it looks like it; any other text for tokens alone. */
function redactText(text: string): string {
  return withoutTokens(/^\s*[[{]/.test(text) ? redactJson(text) : text)
}

/** What a page carries for its form: sealed requests, and tokens. */
function redactHiddenFields(html: string): string {
  return html.replace(/<input\b[^>]*type="hidden"[^>]*>/gi, (input) =>
    input.replace(/(value=")[^"]*/i, `$1${placeholder('hidden')}`),
  )
}

/**
 * JSON with the values of secret properties replaced, everything else as it was written: numbers keep their digits, and
 * what is not well-formed or was cut off can be read as far as it goes.
 */
function redactJson(json: string): string {
  const property = /"((?:[^"\\]|\\.)*)"(\s*:\s*)/g
  let out = ''
  let from = 0
  for (let match = property.exec(json); match; match = property.exec(json)) {
    const [whole, name = ''] = match
    const start = match.index + whole.length
    const value = valueAt(json, start)
    const isShown = !(isSecretName(name) || isCode(name, value)) || /^(null|true|false)?$/.test(value)
    if (isShown) {
      // A JSON text within a string, as a logged body is, has secrets of its own.
      const isString = value.startsWith('"')
      const inner = isString ? redactInner(value) : value
      if (inner === value) {
        if (isString) property.lastIndex = start + value.length
        continue
      }
      out += json.slice(from, start) + inner
    } else {
      out += `${json.slice(from, start)}"${placeholder(name)}"`
    }
    from = start + value.length
    property.lastIndex = from
  }
  return out + json.slice(from)
}

/** An authorization code; codes of errors are short, or numbers. */
function isCode(name: string, value: string): boolean {
  return name === 'code' && /^"[\w.~/-]{24,}"?$/.test(value) && /[a-z]/.test(value) && /[A-Z0-9]/.test(value)
}

function redactInner(quoted: string): string {
  if (!/^"\s*(\{|\[|\\n)/.test(quoted)) return quoted
  try {
    return JSON.stringify(redactText(String(JSON.parse(quoted))))
  } catch {
    return quoted
  }
}

/** The text of the value that begins here, to its end or that of the text. */
function valueAt(json: string, start: number): string {
  const scalar = /"(?:[^"\\]|\\.)*"?|[^\s,\]}"[{]*/y
  let depth = 0
  let at = start
  do {
    const character = json[at]
    if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    else {
      scalar.lastIndex = at
      const length = scalar.exec(json)?.[0].length ?? 0
      at += Math.max(length, depth > 0 ? 1 : 0)
      if (depth === 0) return json.slice(start, at)
      continue
    }
    at += 1
  } while (depth > 0 && at < json.length)
  return json.slice(start, at)
}
