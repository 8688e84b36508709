import { spawn } from 'node:child_process'

/** Opens a page in the browser of whoever sits at this machine; says where it is when there is none to open. */
export function openPage(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  const opening = spawn(program ?? '', args, { stdio: 'ignore', detached: true })
  opening.on('error', () => console.error(`No browser could be opened. The page is ${url}`))
  opening.unref()
}
