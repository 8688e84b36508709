import { html } from 'hono/html'
import type { OpenApiDocument, OperationObject, ParameterObject } from './document.ts'
import type { Service } from './operation.ts'
import { typeText } from './type-text.ts'

type Html = ReturnType<typeof html>

/** Which services there are. */
export function docsIndexPage(services: readonly Service[]): Html {
  return page(
    'APIs of Paragon Sandbox',
    services,
    undefined,
    html`<h1>APIs of Paragon Sandbox</h1>
<p>Every service that is simulated, as an OpenAPI 3.1 document and as a page.</p>
<dl>${services.map(
      ({ name, title, description, operations }) => html`<dt><a href="/_sandbox/docs/${name}">${title}</a></dt>
<dd>${description} ${operations.length} operations. <a href="/_sandbox/openapi/${name}.json">OpenAPI</a></dd>`,
    )}</dl>`,
  )
}

/** The operations of a service, closed until they are asked for, and its schemas. */
export function docsPage(service: Service, document: OpenApiDocument, services: readonly Service[]): Html {
  const { info, servers, components, paths } = document
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationSection(method, path, operation)),
  )
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => html`<details id="schema-${name}"><summary><code>${name}</code></summary>
<pre tabindex="0">${typeText(schema)}</pre></details>`,
  )
  return page(
    info.title,
    services,
    service.name,
    html`<h1>${info.title}</h1>
<p>${info.description}</p>
<p>At ${servers.map(({ url }, index) => html`${index > 0 ? ', ' : ''}<code>${url}</code>`)}.
${Object.values(components.securitySchemes).map(() => html`Bearer token: ${service.security.description}.`)}
<a href="/_sandbox/openapi/${service.name}.json">OpenAPI document</a></p>
<h2>Operations</h2>
${operations}
${schemas.length > 0 ? html`<h2>Schemas</h2>${schemas}` : ''}`,
  )
}

function operationSection(method: string, path: string, operation: OperationObject): Html {
  const { operationId, summary, parameters = [], requestBody, responses } = operation
  return html`<details id="${operationId}">
<summary><b class="method ${method}">${method.toUpperCase()}</b> <code>${path}</code> <span>${summary}</span></summary>
<p class="facts">${operationId} · ${operation['x-access']} · ${operation['x-source']}${operation.security ? ' · public' : ''}</p>
${parameters.length > 0 ? parameterTable(parameters) : ''}
${Object.entries(requestBody?.content ?? {}).map(
  ([type, { schema }]) => html`<h3>Body, <code>${type}</code>${requestBody?.required ? '' : ', optional'}</h3>
<pre tabindex="0">${typeText(schema)}</pre>`,
)}
${Object.entries(responses).map(
  ([status, { description, content = {} }]) => html`<h3>${status}: ${description}</h3>
${Object.entries(content).map(([type, { schema }]) => html`<pre tabindex="0" title="${type}">${typeText(schema)}</pre>`)}`,
)}
</details>`
}

function parameterTable(parameters: readonly ParameterObject[]): Html {
  return html`<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th></tr></thead><tbody>
${parameters.map(
  ({
    name,
    in: place,
    required,
    schema,
    description,
  }) => html`<tr><td><code>${name}</code>${required ? '' : ' (optional)'}</td>
<td>${place}</td><td><code>${typeText(schema)}</code> ${description ?? ''}</td></tr>`,
)}</tbody></table>`
}

function page(title: string, services: readonly Service[], current: string | undefined, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/_sandbox/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Services"><a href="/_sandbox/docs"${current === undefined ? html` aria-current="page"` : ''}>All services</a>
${services.map(
  ({ name }) =>
    html`<a href="/_sandbox/docs/${name}"${name === current ? html` aria-current="page"` : ''}>${name}</a>
`,
)}</nav>
<main id="content">${content}</main>
</body>
</html>`
}

export const docsStyle = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif;
  --line: light-dark(#d8dbe0, #3a3f47); --soft: light-dark(#f4f5f7, #1d2025); --link: light-dark(#0b57d0, #8ab4f8) }
body { margin: 0; display: grid; grid-template-columns: 13rem minmax(0, 1fr) }
.skip { position: absolute; left: -99rem }
.skip:focus { left: .5rem; top: .5rem; background: Canvas; padding: .25rem .5rem }
nav { padding: 1.5rem 1rem; border-right: 1px solid var(--line); min-height: 100vh; box-sizing: border-box }
nav a { display: block; padding: .2rem .4rem; border-radius: .3rem; text-decoration: none }
nav a[aria-current] { background: var(--soft); font-weight: 600 }
main { padding: 1.5rem 2rem 4rem; max-width: 60rem }
a { color: var(--link) }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.15rem; margin-top: 2rem } h3 { font-size: .95rem; margin: 1rem 0 .25rem }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; padding: 0 .8rem }
details[open] { padding-bottom: .8rem }
summary { padding: .45rem 0; cursor: pointer }
summary span { opacity: .75 }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.method { display: inline-block; min-width: 4.2rem; font: 600 .8rem ui-monospace, monospace }
.get, .head { color: light-dark(#0a6b3d, #6bd19b) } .post { color: light-dark(#0b57d0, #8ab4f8) }
.put, .patch { color: light-dark(#8a5200, #f0b35a) } .delete { color: light-dark(#b3261e, #f2938c) }
.facts { opacity: .75; margin: 0 }
code, pre { font: .87rem/1.5 ui-monospace, monospace }
pre { background: var(--soft); padding: .6rem .8rem; border-radius: .4rem; overflow: auto; margin: .25rem 0 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
td code { white-space: pre-wrap; overflow-wrap: anywhere }
dt { margin-top: 1rem; font-weight: 600 } dd { margin: 0 }
@media (max-width: 45rem) { body { display: block } nav { min-height: 0; border-right: 0; border-bottom: 1px solid var(--line) } nav a { display: inline-block } }
`
