/**
 * The portal's document: an empty room for `portal.js`. A module script runs before the frame's `load` event, which is
 * when the SDK posts its first UI_UPDATE, so the portal never misses it.
 */
export function portalPage(hashes: { script: string | undefined; style: string | undefined }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Connect Portal</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${address('portal.css', hashes.style)}">
<script type="module" src="${address('portal.js', hashes.script)}"></script>
</head>
<body>
<div id="root"></div>
<noscript>The Connect Portal needs JavaScript.</noscript>
</body>
</html>
`
}

/** The hash makes the address of each build its own, so a browser may keep the file for good. */
function address(name: string, hash: string | undefined): string {
  return hash === undefined ? `/ui/assets/${name}` : `/ui/assets/${name}?v=${hash}`
}
