import { jsonSchema, type ParagonInput, paragonInputs } from './inputs.ts'
import type { Tool } from './tool.ts'

const schemas = new WeakMap<Tool, object>()

/** The tools of one integration in the format asked for (docs: actionkit/schema-formats). */
export function toolViews(tools: readonly Tool[], format: 'json_schema' | 'paragon') {
  return format === 'json_schema' ? tools.map(functionTool) : paragonTools(tools)
}

/** As models are given functions to call. */
function functionTool(tool: Tool) {
  let view = schemas.get(tool)
  if (!view) {
    const { name, description, parameters } = tool
    view = { type: 'function', function: { name, description, parameters: jsonSchema(parameters) } }
    schemas.set(tool, view)
  }
  return view
}

/** As a form is made from: tools that differ by the type of record are one, which asks for it first. */
function paragonTools(tools: readonly Tool[]) {
  const seen = new Set<string>()
  return tools.flatMap((tool) => {
    const { name, title, description, variant } = tool
    if (!variant) return [{ name, title, description, inputs: paragonInputs(tool.parameters) }]
    if (seen.has(variant.tool)) return []
    seen.add(variant.tool)
    const variants = tools.filter((each) => each.variant?.tool === variant.tool)
    return [
      {
        name: variant.tool,
        title: variant.title,
        description: variant.description,
        inputs: [recordTypeInput(variants)],
      },
    ]
  })
}

interface RecordTypeInput {
  id: 'recordType'
  title: string
  type: 'ENUM' | 'EDITABLE_ENUM'
  required: true
  values: { value: string; label: string; dependentInputs: ParagonInput[] }[]
  /** What is asked for beside a type of record that none of the values is. */
  dependentInputs?: ParagonInput[]
}

function recordTypeInput(variants: readonly Tool[]): RecordTypeInput {
  const any = variants.find(({ variant }) => variant?.recordType === undefined)
  return {
    id: 'recordType',
    title: 'Record Type',
    type: any ? 'EDITABLE_ENUM' : 'ENUM',
    required: true,
    values: variants.flatMap(({ variant, parameters }) =>
      variant?.recordType === undefined
        ? []
        : [{ value: variant.recordType, label: variant.label, dependentInputs: paragonInputs(parameters) }],
    ),
    ...(any && { dependentInputs: paragonInputs(any.parameters).filter(({ id }) => id !== 'recordType') }),
  }
}
