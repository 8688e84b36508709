import { googledriveFiles } from './googledrive-files.ts'
import type { Pipeline } from './pipeline.ts'

/** Every pipeline that there is. */
const pipelines: readonly Pipeline[] = [googledriveFiles]

/** The pipelines of an integration; none of one that cannot be synced. */
export function pipelinesOf(integration: string): Pipeline[] {
  return pipelines.filter((pipeline) => pipeline.integration === integration)
}

export function findPipeline(integration: string, name: string): Pipeline | undefined {
  return pipelinesOf(integration).find((pipeline) => pipeline.name === name)
}
