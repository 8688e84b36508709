import type { FieldDefinition, FieldType, ObjectDefinition } from './objects/definitions.ts'
import { childReferences, hasRecycleBin, objects } from './objects/objects.ts'

/** Objects with whose ids composite calls may be made at a time. */
const MAX_BATCH = 200

export function describeGlobal(version: string) {
  return {
    encoding: 'UTF-8',
    maxBatchSize: MAX_BATCH,
    sobjects: objects.map((object) => objectSummary(object, version)),
  }
}

/** "sObject Describe": an object with its fields, and the references that lead to it. */
export function describeObject(object: ObjectDefinition, version: string) {
  return {
    ...objectSummary(object, version),
    childRelationships: childReferences(object).flatMap(({ child, field, reference }) => ({
      cascadeDelete: reference.onDelete === 'cascade',
      childSObject: child.name,
      deprecatedAndHidden: false,
      field: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: reference.childRelationshipName,
      restrictedDelete: reference.onDelete === 'restrict',
    })),
    fields: object.fields.map(describeField),
    recordTypeInfos: [],
    supportedScopes: [
      { label: `All ${object.labelPlural.toLowerCase()}`, name: 'everything' },
      { label: `My ${object.labelPlural.toLowerCase()}`, name: 'mine' },
    ],
  }
}

/** "sObject Basic Information". */
export function objectSummary(object: ObjectDefinition, version: string) {
  const { name, label, labelPlural, keyPrefix, createable, updateable, deletable } = object
  const place = `/services/data/v${version}/sobjects/${name}`
  return {
    activateable: false,
    createable,
    custom: false,
    customSetting: false,
    deletable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isSubtype: false,
    keyPrefix,
    label,
    labelPlural,
    layoutable: true,
    mergeable: false,
    mruEnabled: false,
    name,
    queryable: true,
    replicateable: hasRecycleBin(object),
    retrieveable: true,
    searchable: true,
    triggerable: true,
    undeletable: false,
    updateable,
    urls: { sobject: place, describe: `${place}/describe`, rowTemplate: `${place}/{ID}` },
  }
}

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  address: 'urn:address',
}

function describeField(field: FieldDefinition) {
  const { name, label, type, length, reference, defaultValue } = field
  const isLong = type === 'textarea' || type === 'address'
  return {
    aggregatable: !isLong && type !== 'boolean',
    aiPredictionField: false,
    autoNumber: field.autoNumber,
    byteLength: length * (type === 'id' || type === 'reference' ? 1 : 3),
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: field.compoundFieldName,
    controllerName: null,
    createable: field.createable,
    custom: name.endsWith('__c'),
    defaultValue,
    defaultValueFormula: null,
    defaultedOnCreate: defaultValue !== null || field.compute !== null || field.autoNumber || name === 'OwnerId',
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: type === 'int' ? field.precision : 0,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: type === 'textarea' ? 'plaintextarea' : null,
    filterable: field.filterable,
    groupable: !isLong && !['double', 'currency', 'percent', 'datetime'].includes(type),
    idLookup: field.idLookup,
    inlineHelpText: null,
    label,
    length,
    mask: null,
    name,
    nameField: field.nameField,
    namePointing: (reference?.to.length ?? 0) > 1,
    nillable: field.nillable,
    permissionable: field.nillable && field.createable,
    picklistValues: field.picklist.map(({ value, isDefault }) => ({
      active: true,
      defaultValue: isDefault,
      label: value,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: (reference?.to.length ?? 0) > 1,
    precision: type === 'int' ? 0 : field.precision,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: reference?.to ?? [],
    relationshipName: reference?.relationshipName ?? null,
    relationshipOrder: null,
    restrictedDelete: reference?.onDelete === 'restrict',
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    sortable: field.sortable,
    type,
    unique: field.unique,
    updateable: field.updateable,
    writeRequiresMasterRead: false,
  }
}
