import { type Status, statuses } from '../executions/execution'

/** What the page shows, as its address keeps it. */
export type View = {
  tab: 'workflows' | 'history'
  integration: string
  account: string | undefined
  /** Of the account; the default one when undefined. */
  configuration: string | undefined
  /** Which runs the history shows. */
  filter: Filter
}

export type Filter = { status: Status | undefined; workflow: string | undefined; account: string | undefined }

/** The query that brings back a view. */
export function writeView({ tab, integration, account, configuration, filter }: View): URLSearchParams {
  return new URLSearchParams({
    ...(tab === 'history' && { view: tab }),
    integration,
    ...(account && { account }),
    ...(account && configuration && { configuration }),
    ...(filter.status && { status: filter.status.toLowerCase() }),
    ...(filter.workflow && { workflow: filter.workflow }),
    ...(filter.account && { 'acted-as': filter.account }),
  })
}

/** The view that a query holds; whatever it leaves out, or names wrongly, is as at the start. */
export function readView(query: URLSearchParams, integrations: { type: string }[]): View | undefined {
  const asked = query.get('integration')
  const integration = integrations.find(({ type }) => type === asked) ?? integrations.at(0)
  if (!integration) return undefined
  const account = (integration.type === asked && query.get('account')) || undefined
  return {
    tab: query.get('view') === 'history' ? 'history' : 'workflows',
    integration: integration.type,
    account,
    configuration: account && idIn(query, 'configuration'),
    filter: {
      status: statuses.find((status) => status.toLowerCase() === query.get('status')),
      workflow: idIn(query, 'workflow'),
      account: idIn(query, 'acted-as'),
    },
  }
}

function idIn(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name) ?? ''
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value) ? value : undefined
}
