import { configureGlobalSnippet, scriptTagSnippet, seedSnippet } from '../../client/ways-in.ts'

export interface ConnectMePage {
  /** Of Paragon. */
  url: string
  /** As it was asked for; undefined when none was. */
  projectId: string | undefined
  isKnown: boolean
  hashes: { script: string | undefined; style: string | undefined }
}

/** The document of `/_sandbox/connect-me`. All of it can be read without the script, which copies and fetches a user token. */
export function connectMePage({ url, projectId, isKnown, hashes }: ConnectMePage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Connect an app · Paragon Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${address('connect-me.css', hashes.style)}">
<script type="module" src="${address('connect-me.js', hashes.script)}"></script>
</head>
<body>
<main>
<h1>Connect an app to this sandbox</h1>
${projectId !== undefined && isKnown ? ways(url, projectId) : choice(projectId)}
</main>
</body>
</html>
`
}

function choice(unknown: string | undefined): string {
  return `${unknown === undefined ? '' : `<p role="alert">There is no project "${escaped(unknown)}".</p>\n`}<form>
<label for="project">Project</label>
<input id="project" name="project" value="${escaped(unknown ?? '')}" required autocomplete="off" spellcheck="false">
<button>Show</button>
</form>`
}

function ways(url: string, projectId: string): string {
  const project = escaped(projectId)
  return `<p>Project <code>${project}</code>. The app signs in with <code>paragon.authenticate('${project}', token)</code>, and its
server signs the token with this project’s key: <code>paragon-sandbox project show ${project}</code> tells it.</p>

<h2>The app bundles the SDK</h2>
<p>Call this once, before <code>authenticate</code>:</p>
${code('configure', configureGlobalSnippet(url))}

<h2>The app has a script tag</h2>
<p>Version 2.4.0 of <code>@useparagon/connect</code>, unmodified. It defines <code>paragon</code>, pointed at this sandbox:</p>
${code('script', scriptTagSnippet(url))}

<h2>The app cannot be changed</h2>
<p>Run this on the app’s origin before its bundle loads: in the console and then reload, or as an init script of a browser
test. The SDK, from 2.4.0 on, takes the base URLs from there and keeps them until somebody is signed out.</p>
${code('seed', seedSnippet(url, { projectId, userId: 'user-1', token: 'A USER TOKEN' }))}
<form id="token-form" hidden>
<label for="user">User</label>
<input id="user" value="user-1" required autocomplete="off" spellcheck="false">
<label for="admin">Admin token</label>
<input id="admin" type="password" required autocomplete="off">
<button>Put a token in</button>
</form>
<p id="told" role="status"></p>
<noscript><p><code>paragon-sandbox token user-1 --project ${project}</code> prints a token to put in.</p></noscript>`
}

function code(id: string, text: string): string {
  return `<div class="snippet"><pre id="${id}" tabindex="0">${escaped(text)}</pre><button type="button" data-copy="${id}" hidden>Copy</button></div>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** The hash makes the address of each build its own, so a browser may keep the file for good. */
function address(name: string, hash: string | undefined): string {
  return `/_sandbox/connect-me/assets/${name}${hash === undefined ? '' : `?v=${hash}`}`
}
