import { useRef, useState } from 'preact/hooks'
import { isSupportedType, type SettingInput, type SettingValues } from '../../input-types.ts'
import { isRequired, settingErrors } from '../../setting-rules.ts'
import { describeError } from '../error-text.ts'
import { changedValues, initialValues, isEdited, typedValues } from '../settings.ts'
import { Notice } from './notice.tsx'
import { usePortal } from './portal-context.ts'
import { SettingField } from './setting-field.tsx'

/**
 * A form over a set of inputs. What is typed lives here until it is saved; the rest follows the stored values, so a change
 * from elsewhere shows at once and never overwrites what is being typed. When saving fails, nothing typed is lost.
 */
export function SettingsForm(props: {
  /** What is saved, for the button: "Save settings". */
  name: string
  /** The whole of the button, when it does not save. */
  action?: string
  inputs: readonly SettingInput[]
  stored: SettingValues
  /** Whose settings they are. */
  credentialId: string
  disabled: boolean
  /** Saves the changes and gives the server's complaints, if any. */
  save: (changes: SettingValues) => Promise<unknown[]>
}) {
  const { integration } = usePortal()
  const [draft, setDraft] = useState<SettingValues>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<string>()
  const [status, setStatus] = useState('')
  const [saving, setSaving] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  const inputs = props.inputs.filter((input) => input.hidden !== true)
  const editable = inputs.filter(({ type }) => isSupportedType(type) && type !== 'COPYABLE_BUTTON_INPUT')
  const initial = initialValues(editable, props.stored)
  const values = { ...initial, ...draft }

  function edit(id: string, value: SettingValues[string]) {
    setDraft({ ...draft, [id]: value })
    setErrors(Object.fromEntries(Object.entries(errors).filter(([other]) => other !== id)))
    setStatus('')
  }

  async function submit() {
    if (saving) return
    const typed = typedValues(editable, values)
    const found = settingErrors(editable, typed, integration.sdkIntegrationConfig?.dataSources ?? {})
    setErrors(found)
    setFailure(undefined)
    if (Object.keys(found).length > 0) {
      setStatus('Not saved. Please check the marked settings.')
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    const changes = changedValues(props.stored, typed)
    if (Object.keys(changes).length === 0) {
      setDraft({})
      setStatus('Everything is saved already.')
      return
    }
    setSaving(true)
    setStatus('Saving…')
    try {
      const complaints = await props.save(changes)
      if (complaints.length > 0) throw complaints
      // Only what was saved: something may have been typed meanwhile.
      setDraft((now) => Object.fromEntries(Object.entries(now).filter(([id, value]) => value !== draft[id])))
      setStatus('Saved.')
    } catch (error) {
      setStatus('')
      setFailure(describeError(error))
    }
    setSaving(false)
  }

  return (
    <form
      class="settings"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {inputs.map((input) => (
        <SettingField
          key={input.id}
          input={input}
          value={values[input.id] ?? (input.type === 'COPYABLE_BUTTON_INPUT' ? input.defaultValue : undefined)}
          error={errors[input.id]}
          disabled={props.disabled}
          credentialId={props.credentialId}
          onChange={(value) => edit(input.id, value)}
        />
      ))}
      {failure !== undefined && (
        <Notice kind="error" title="The settings were not saved">
          <p>{failure}</p>
        </Notice>
      )}
      {editable.length > 0 && (
        <div class="form-actions">
          <button type="submit" class="button secondary" disabled={props.disabled} aria-disabled={saving}>
            {props.action ?? `Save ${props.name}`}
          </button>
          {isEdited(initial, values) && !saving && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                setDraft({})
                setErrors({})
                setFailure(undefined)
                setStatus('')
              }}
            >
              Discard
            </button>
          )}
          <span class="form-status" role="status">
            {status}
          </span>
          {editable.some(isRequired) && <span class="form-legend">* required</span>}
        </div>
      )}
    </form>
  )
}
