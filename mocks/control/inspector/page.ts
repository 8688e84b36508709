/** The inspector's document: an empty room for `inspector.js`. It holds no secret and may be read by anyone who reaches it. */
export function inspectorPage(hashes: { script: string | undefined; style: string | undefined }): string {
  const isBuilt = hashes.script !== undefined
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inspector · Paragon Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${address('inspector.css', hashes.style)}">
<script type="module" src="${address('inspector.js', hashes.script)}"></script>
</head>
<body>
<div id="root">${isBuilt ? '' : '<p>The inspector has not been built. Run "npm run demo", which builds it.</p>'}</div>
<noscript>The inspector needs JavaScript.</noscript>
</body>
</html>
`
}

function address(name: string, hash: string | undefined): string {
  return hash === undefined ? `/_sandbox/assets/${name}` : `/_sandbox/assets/${name}?v=${hash}`
}
