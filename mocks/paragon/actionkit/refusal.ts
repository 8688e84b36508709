import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes } from '../api-error.ts'
import { ThirdPartyError } from '../credentials/third-party.ts'

/**
 * The error to answer when a third party refused; others stay what they are. Its text is what the third party said, as it
 * is for the vendor (docs: actionkit/actionkit-logs). Its status is kept, but for those that would log the SDK out and have
 * clients take their own token for bad (assumed).
 */
export function asThirdPartyRefusal(error: unknown, integration: Integration): Error {
  if (!(error instanceof ThirdPartyError)) return error instanceof Error ? error : new Error(String(error))
  const status = error.status === 401 || error.status === 403 ? 400 : error.status
  return new ApiError(status, errorCodes.tool, error.message, {
    isIntegrationError: true,
    integration: integration.type,
    providerStatus: error.status,
  })
}
