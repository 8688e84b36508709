/** Where this app takes in what Paragon sends about syncs. */
export const WEBHOOK_PATH = '/api/webhooks/paragon-syncs'
