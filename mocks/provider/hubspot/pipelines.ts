export interface PipelineStage {
  id: string
  label: string
  /** All values are text. */
  metadata: Record<string, string>
}

export interface Pipeline {
  id: string
  label: string
  /** In the order in which objects pass through them. */
  stages: readonly PipelineStage[]
}

/** The pipeline that each hub starts with (knowledge.hubspot.com/object-settings/set-up-and-customize-pipelines). */
export const dealPipelines: readonly Pipeline[] = [
  {
    id: 'default',
    label: 'Sales Pipeline',
    stages: [
      { id: 'appointmentscheduled', label: 'Appointment Scheduled', metadata: open('0.2') },
      { id: 'qualifiedtobuy', label: 'Qualified To Buy', metadata: open('0.4') },
      { id: 'presentationscheduled', label: 'Presentation Scheduled', metadata: open('0.6') },
      { id: 'decisionmakerboughtin', label: 'Decision Maker Bought-In', metadata: open('0.8') },
      { id: 'contractsent', label: 'Contract Sent', metadata: open('0.9') },
      { id: 'closedwon', label: 'Closed Won', metadata: { isClosed: 'true', probability: '1.0' } },
      { id: 'closedlost', label: 'Closed Lost', metadata: { isClosed: 'true', probability: '0.0' } },
    ],
  },
]

export const ticketPipelines: readonly Pipeline[] = [
  {
    id: '0',
    label: 'Support Pipeline',
    stages: [
      { id: '1', label: 'New', metadata: { ticketState: 'OPEN', isClosed: 'false' } },
      { id: '2', label: 'Waiting on contact', metadata: { ticketState: 'OPEN', isClosed: 'false' } },
      { id: '3', label: 'Waiting on us', metadata: { ticketState: 'OPEN', isClosed: 'false' } },
      { id: '4', label: 'Closed', metadata: { ticketState: 'CLOSED', isClosed: 'true' } },
    ],
  },
]

function open(probability: string) {
  return { isClosed: 'false', probability }
}
