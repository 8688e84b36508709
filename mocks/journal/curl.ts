import type { EntryView } from './view.ts'

/** What curl says by itself, or what is of one connection only. */
const ownHeaders = /^(host|content-length|connection|keep-alive|accept-encoding|transfer-encoding|user-agent|sec-.*)$/

/** A request as a command to send it again; `<name>` stands where a secret was. */
export function curlOf({ method, url, request }: EntryView): string {
  const headers = Object.entries(request.headers).filter(([name]) => !ownHeaders.test(name))
  const { body } = request
  return [
    method === 'GET' ? 'curl' : `curl -X ${method}`,
    quoted(url),
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body
      ? [body.text === null || body.isTruncated ? "--data-binary '@<body>'" : `--data-raw ${quoted(body.text)}`]
      : []),
  ].join(' \\\n  ')
}

/** As one word of a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
