/** The package's main entry. */
export {
  type ClockReading,
  type ConnectedAccount,
  type ControlClient,
  type ControlClientOptions,
  ControlError,
  createControlClient,
  type NewAccount,
  type NewProject,
  type NewToken,
  type ProjectAccess,
  type ProjectControl,
  type ProjectSummary,
} from './client/control-client.ts'
export type {
  DeclaredAccount,
  DeclaredClock,
  DeclaredConnection,
  DeclaredDestination,
  DeclaredEvent,
  DeclaredFile,
  DeclaredUser,
  DeclaredWorkflow,
  IntegrationChoice,
  ProjectDeclaration,
} from './client/project-declaration.ts'
export { defineSandbox, type ProjectConfig, type SandboxConfig } from './config/sandbox-config.ts'
export { createSandbox, type LocalSandbox, type LocalSandboxOptions } from './local-sandbox.ts'
