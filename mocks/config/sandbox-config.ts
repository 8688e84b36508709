import type { ProjectDeclaration } from '../client/project-declaration.ts'

/** A project of a configuration: its id is what finds it again at the next start. */
export interface ProjectConfig extends ProjectDeclaration {
  id: string
}

/** `paragon.sandbox.config.ts` (docs/config.md). What the command line or the environment says goes before it. */
export interface SandboxConfig {
  /** Paragon's port; 0 takes a free one. Default 4010. */
  port?: number
  /** The provider's port. Default 4020. */
  providerPort?: number
  /** The address to listen on. Default 127.0.0.1: this machine only. */
  host?: string
  /** Names, beside this machine's own, that the sandbox may be called by; "*" is any. */
  allowedHosts?: string[]
  /** `file:` URL of the SQLite database, from the folder of the start. Default file:./.paragon-sandbox/sandbox.db. */
  database?: string
  /** Real hosts that proxied calls may leave the sandbox for. Default: none. */
  egressHosts?: string[]
  /** Hosts beside this machine that webhooks may be sent to; "*" is any. */
  webhookHosts?: string[]
  /** Whether the vendor's documented limits of requests hold. Default false. */
  rateLimits?: boolean
  /** The first is the one that `start` and the other commands are about when nothing else is said. */
  projects?: ProjectConfig[]
}

/** Answers what it is given: for editors to know the fields. */
export function defineSandbox(config: SandboxConfig): SandboxConfig {
  return config
}
