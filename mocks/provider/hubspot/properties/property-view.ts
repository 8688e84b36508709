import { formatInstant } from '../instant.ts'
import type { CustomProperty, PropertyDefinition } from './definition.ts'

/** A property as HubSpot answers it. Those that come with HubSpot have no dates and cannot be archived. */
export function propertyView(property: PropertyDefinition | CustomProperty) {
  const dateCreated = 'dateCreated' in property ? property.dateCreated : undefined
  const { name, label, type, fieldType, groupName, options = [], displayOrder = -1 } = property
  return {
    ...(dateCreated && { updatedAt: formatInstant(dateCreated), createdAt: formatInstant(dateCreated) }),
    name,
    label,
    type,
    fieldType,
    description: property.description ?? '',
    groupName,
    options: options.map((option, index) => ({
      label: option.label,
      value: option.value,
      ...(option.description !== undefined && { description: option.description }),
      displayOrder: option.displayOrder ?? index,
      hidden: option.hidden ?? false,
    })),
    displayOrder,
    calculated: false,
    externalOptions: property.externalOptions !== undefined,
    ...(property.externalOptions === 'owners' && { referencedObjectType: 'OWNER' }),
    archived: false,
    hasUniqueValue: property.hasUniqueValue ?? false,
    hidden: property.hidden ?? false,
    ...(!dateCreated && { hubspotDefined: true }),
    modificationMetadata: {
      archivable: dateCreated !== undefined,
      readOnlyDefinition: dateCreated === undefined,
      readOnlyValue: property.isReadOnly ?? false,
    },
    formField: property.formField ?? false,
  }
}
