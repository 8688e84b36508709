import { z } from 'zod'
import { executionStatuses } from '../../store/workflow-executions.ts'

/** ISO 8601, with or without a time; one without an offset is taken for UTC (assumed). */
const date = z
  .union([z.iso.date(), z.iso.datetime({ local: true, offset: true })])
  .transform((text) => new Date(/[Zz]|[+-]\d\d:?\d\d$/.test(text) || !text.includes('T') ? text : `${text}Z`))

/** Query of `GET /task-history/workflow-executions` (docs: apis/task-history). */
export const executionsQuery = z.object({
  userId: z.string().optional(),
  workflowId: z.string().toLowerCase().optional(),
  integration: z.string().optional(),
  status: z.enum(executionStatuses).optional(),
  beforeDate: date.optional(),
  afterDate: date.optional(),
  offset: z
    .string()
    .regex(/^\d{1,9}$/, 'is not a number of records')
    .transform(Number)
    .default(0),
  sortBy: z.enum(['ASC', 'DESC']).default('DESC'),
})
export type ExecutionsQuery = z.infer<typeof executionsQuery>
