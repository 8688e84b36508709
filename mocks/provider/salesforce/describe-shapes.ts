import { z } from 'zod'

const text = z.string()
const flag = z.boolean()
const none = z.array(z.never())

const summaryFields = {
  activateable: flag,
  createable: flag,
  custom: flag,
  customSetting: flag,
  deletable: flag,
  deprecatedAndHidden: flag,
  feedEnabled: flag,
  hasSubtypes: flag,
  isSubtype: flag,
  keyPrefix: text,
  label: text,
  labelPlural: text,
  layoutable: flag,
  mergeable: flag,
  mruEnabled: flag,
  name: text,
  queryable: flag,
  replicateable: flag,
  retrieveable: flag,
  searchable: flag,
  triggerable: flag,
  undeletable: flag,
  updateable: flag,
  urls: z.object({ sobject: text, describe: text, rowTemplate: text }),
}

/** What `objectSummary` answers: "sObject Basic Information". */
export const objectSummaryShape = z.object(summaryFields).meta({ id: 'SalesforceObject' })

/** What `describeGlobal` answers. */
export const globalDescribe = z.object({
  encoding: z.literal('UTF-8'),
  maxBatchSize: z.int(),
  sobjects: z.array(objectSummaryShape),
})

const field = z
  .object({
    aggregatable: flag,
    aiPredictionField: flag,
    autoNumber: flag,
    byteLength: z.int(),
    calculated: flag,
    calculatedFormula: z.null(),
    cascadeDelete: flag,
    caseSensitive: flag,
    compoundFieldName: text.nullable(),
    controllerName: z.null(),
    createable: flag,
    custom: flag,
    defaultValue: z.union([text, z.number(), flag, z.null()]),
    defaultValueFormula: z.null(),
    defaultedOnCreate: flag,
    dependentPicklist: flag,
    deprecatedAndHidden: flag,
    digits: z.int(),
    encrypted: flag,
    externalId: flag,
    extraTypeInfo: text.nullable(),
    filterable: flag,
    groupable: flag,
    idLookup: flag,
    inlineHelpText: z.null(),
    label: text,
    length: z.int(),
    mask: z.null(),
    name: text,
    nameField: flag,
    namePointing: flag,
    nillable: flag,
    permissionable: flag,
    picklistValues: z.array(
      z.object({ active: flag, defaultValue: flag, label: text, validFor: z.null(), value: text }),
    ),
    polymorphicForeignKey: flag,
    precision: z.int(),
    queryByDistance: flag,
    referenceTargetField: z.null(),
    referenceTo: z.array(text),
    relationshipName: text.nullable(),
    relationshipOrder: z.null(),
    restrictedDelete: flag,
    restrictedPicklist: flag,
    scale: z.int(),
    soapType: text,
    sortable: flag,
    type: text,
    unique: flag,
    updateable: flag,
    writeRequiresMasterRead: flag,
  })
  .meta({ id: 'SalesforceField' })

/** What `describeObject` answers: "sObject Describe". */
export const objectDescribe = z.object({
  ...summaryFields,
  childRelationships: z.array(
    z.object({
      cascadeDelete: flag,
      childSObject: text,
      deprecatedAndHidden: flag,
      field: text,
      junctionIdListNames: none,
      junctionReferenceTo: none,
      relationshipName: text.nullable(),
      restrictedDelete: flag,
    }),
  ),
  fields: z.array(field),
  recordTypeInfos: none,
  supportedScopes: z.array(z.object({ label: text, name: text })),
})
