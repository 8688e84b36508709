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
} from './client/control-client.ts'
export { createSandbox, type LocalSandbox, type LocalSandboxOptions } from './local-sandbox.ts'
