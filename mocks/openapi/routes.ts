import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { Problem } from '../control/problem.ts'
import { packageRoot } from '../package-root.ts'
import { docsIndexPage, docsPage, docsStyle } from './docs-page.ts'
import { documentOf, type OpenApiDocument } from './document.ts'
import type { Service } from './operation.ts'
import { findService, services } from './services.ts'

/** The documents as JSON, and as pages to read, for anyone on this machine: there is no secret in them. */
export function openApiRoutes({ urls }: Pick<Context, 'urls'>): Hono {
  const documents = new Map<Service, OpenApiDocument>()
  const version = versionOfPackage()

  function documentFor(service: Service): OpenApiDocument {
    let document = documents.get(service)
    if (!document) {
      document = documentOf(service, urls[service.at], version)
      documents.set(service, document)
    }
    return document
  }

  const page = {
    'Content-Security-Policy': "default-src 'none'; style-src 'self'",
    'X-Content-Type-Options': 'nosniff',
  }

  const app = new Hono().basePath('/_sandbox')
  app.onError(asProblem)
  app.notFound((c) => asProblem(new Problem(404, 'Not Found', `No such endpoint: ${c.req.method} ${c.req.path}`)))
  return app
    .get('/openapi', (c) =>
      c.json({
        services: services.map(({ name, title }) => ({
          name,
          title,
          document: `${urls.paragon}/_sandbox/openapi/${name}.json`,
          docs: `${urls.paragon}/_sandbox/docs/${name}`,
        })),
      }),
    )
    .get('/openapi/:file{.+\\.json}', (c) => {
      const name = c.req.param('file').slice(0, -'.json'.length)
      return c.json(documentFor(required(name)))
    })
    .get('/docs', (c) => c.html(docsIndexPage(services), 200, page))
    .get('/docs/style.css', (c) => c.body(docsStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/docs/:service', (c) => {
      const service = required(c.req.param('service'))
      return c.html(docsPage(service, documentFor(service), services), 200, page)
    })
}

function asProblem(error: Error): Response {
  if (error instanceof Problem) return error.toResponse()
  console.error(error)
  return new Problem(500, 'Internal Server Error', 'The sandbox failed; its log has the details.').toResponse()
}

function required(name: string): Service {
  const service = findService(name)
  if (!service) throw new Problem(404, 'Not Found', `There is no service "${name}"; GET /_sandbox/openapi lists them.`)
  return service
}

function versionOfPackage(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { version: string }
  return version
}
