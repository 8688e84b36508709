/** Which version of the SDK a page has; the older ones are the lines that apps still ship (sdk.md 5). */
export const sdkVersions = ['2.4.0', '2.2.4', '2.1.1'] as const
export type SdkVersion = (typeof sdkVersions)[number]

/** The package of each version, as package.json names it. */
export const sdkPackages: Record<SdkVersion, string> = {
  '2.4.0': '@useparagon/connect',
  '2.2.4': 'connect-2.2.4',
  '2.1.1': 'connect-2.1.1',
}

/**
 * The public methods of SDK 2.4.0, in the order of sdk.md 2.6, with which argument names what was asked for: the keys of
 * an object, or the text itself. Undefined where arguments say nothing of the kind.
 */
export const sdkMethods: Record<string, number | undefined> = {
  configureGlobal: undefined,
  authenticate: 2,
  getUser: undefined,
  setUserMetadata: undefined,
  getIntegrationMetadata: undefined,
  getIntegrationConfig: undefined,
  getIntegrationId: undefined,
  getAccountTypeOptions: undefined,
  getPreOptions: undefined,
  getPostOptions: undefined,
  getDataSourceOptions: undefined,
  getSourcesForInput: undefined,
  getSourcesForActionInput: undefined,
  setDataSources: 0,
  getAssetUrl: undefined,
  getVersion: undefined,
  getIntegrationAccount: 1,
  connect: 1,
  installIntegration: 1,
  startOAuthFlow: 1,
  'installFlow.start': 1,
  'installFlow.next': undefined,
  'installFlow.setAccountType': undefined,
  'installFlow.setPreOptions': undefined,
  'installFlow.setPostOptions': undefined,
  'installFlow.cancel': undefined,
  completeInstall: 1,
  uninstallIntegration: 1,
  enableWorkflow: 1,
  disableWorkflow: 1,
  updateWorkflowState: 1,
  updateIntegrationUserSettings: 2,
  updateWorkflowUserSettings: 3,
  createConfiguration: 0,
  updateConfiguration: 0,
  destroyConfiguration: 0,
  request: 2,
  workflow: 1,
  event: 2,
  getTriggers: 1,
  getFieldOptions: 0,
  getCustomWebhookUserManualUrl: undefined,
  connectAction: undefined,
  subscribe: 0,
  unsubscribe: 0,
  closePortal: undefined,
  setHeadless: undefined,
  ExternalFilePicker: 0,
  logout: undefined,
}
