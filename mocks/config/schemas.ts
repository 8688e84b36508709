import { z } from 'zod'
import { projectConfig } from '../control/projects/schemas.ts'
import { EGRESS_HOST, HOST_OR_ANY } from './hosts.ts'

const port = z.int().min(0).max(65_535)
const hosts = (pattern: RegExp, example: string) =>
  z.array(z.string().regex(pattern, `is not the name of a host, such as ${example}`))

const projects = z.array(projectConfig).superRefine(
  (given, context) => {
    const ids = given.map((each) => each?.id)
    for (const [index, id] of ids.entries()) {
      if (id !== undefined && ids.indexOf(id) !== index) {
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `another project has the id "${id}"` })
      }
    }
  },
  { when: ({ value }) => Array.isArray(value) },
)

/** A whole configuration (sandbox-config.ts). */
export const sandboxConfig = z.strictObject({
  port: port.optional(),
  providerPort: port.optional(),
  host: z.string().min(1).optional(),
  allowedHosts: hosts(HOST_OR_ANY, 'sandbox.internal').optional(),
  database: z.string().startsWith('file:', 'is a file: URL, such as file:./.paragon-sandbox/sandbox.db').optional(),
  egressHosts: hosts(EGRESS_HOST, 'api.example.com').optional(),
  webhookHosts: hosts(HOST_OR_ANY, 'host.docker.internal').optional(),
  rateLimits: z.boolean().optional(),
  projects: projects.optional(),
})
export type CheckedConfig = z.output<typeof sandboxConfig>
