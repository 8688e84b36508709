/** The package's main entry. */
export { ControlError } from './client/control-call.ts'
export {
  type ControlClient,
  type ControlClientOptions,
  createControlClient,
  type NewProject,
  type ProjectSummary,
} from './client/control-client.ts'
export type { Fault, FaultControl, NewFault } from './client/fault-control.ts'
export {
  type JournalControl,
  type JournalEntry,
  type JournalMatch,
  JournalTimeoutError,
  type NearMiss,
  type StreamOptions,
  type WaitOptions,
} from './client/journal-control.ts'
export {
  type ExpectedCall,
  type ExpectedCallOptions,
  type Journaled,
  type ParagonMatchers,
  paragonMatchers,
} from './client/matchers.ts'
export type {
  ClockControl,
  ClockReading,
  ConnectedAccount,
  NewAccount,
  NewSetupValues,
  NewToken,
  ProjectAccess,
  ProjectChange,
  ProjectControl,
  ProjectDescription,
  Snapshot,
} from './client/project-control.ts'
export type {
  DeclaredAccount,
  DeclaredClock,
  DeclaredConnection,
  DeclaredDestination,
  DeclaredEvent,
  DeclaredFile,
  DeclaredTransition,
  DeclaredTransitions,
  DeclaredUser,
  DeclaredWorkflow,
  IntegrationChoice,
  ProjectDeclaration,
} from './client/project-declaration.ts'
export type {
  EmailFilter,
  EventFilter,
  ExecutionFilter,
  ProjectEvent,
  ProjectExecution,
  ProjectExecutionDetails,
  ProjectSync,
  ProjectUser,
  SentEmail,
  SyncFilter,
  SyncLogFilter,
  SyncLogLine,
  UserAccount,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookFilter,
} from './client/record-control.ts'
export type { PendingTransition, TransitionControl, TransitionKind } from './client/transition-control.ts'
export { defineSandbox, type ProjectConfig, type SandboxConfig } from './config/sandbox-config.ts'
export type { FaultEffect, FaultMatch } from './faults/fault.ts'
export { createSandbox, type LocalSandbox, type LocalSandboxOptions } from './local-sandbox.ts'
