'use client'

import { useEffect, useId, useState } from 'react'
import { cn } from '@/lib/cn'
import { type DescribedInput, type FieldKind, fieldKind, loadOptions, type Option } from '@/lib/paragon/connect-inputs'
import type { Paragon } from '@/lib/paragon/sdk'
import { fieldStyle } from '../ui/field'

type InputFieldsProps = {
  paragon: Paragon
  integration: string
  inputs: readonly DescribedInput[]
  /** What is set already, by the inputs' ids. */
  values?: Record<string, unknown>
  /** As whom options are asked for; undefined before there is an account. */
  accountId?: string | undefined
}

/** The fields that the SDK asks for, in the look of this app. */
export function InputFields({ inputs, ...props }: InputFieldsProps) {
  return (
    <div className="grid gap-4">
      {inputs.map((input) => (
        <InputField key={input.id} input={input} {...props} />
      ))}
    </div>
  )
}

type InputFieldProps = Omit<InputFieldsProps, 'inputs'> & { input: DescribedInput }

function InputField({ input, values = {}, ...props }: InputFieldProps) {
  const id = useId()
  const kind = fieldKind(input)
  const value = values[input.id] ?? input.defaultValue
  const hint = input.tooltip ? `${id}-hint` : undefined
  if (kind === undefined) return <p className="text-soft text-sm">“{input.title}” can only be set in the portal.</p>
  const common = { id, name: input.id, required: input.required && kind !== 'checkbox', 'aria-describedby': hint }
  return (
    <div className={cn(kind === 'checkbox' && 'grid grid-cols-[auto_1fr] gap-x-2')}>
      <label htmlFor={id} className={cn('block font-medium text-sm', kind === 'checkbox' && 'order-2')}>
        {input.title}{' '}
        {!input.required && kind !== 'checkbox' && <span className="font-normal text-soft">(optional)</span>}
      </label>
      {kind === 'checkbox' ? (
        <input {...common} type="checkbox" defaultChecked={value === true} className="mt-0.5 size-4 accent-accent" />
      ) : kind === 'select' ? (
        <OptionSelect {...props} {...common} input={input} value={value} />
      ) : (
        <TextField {...common} kind={kind} input={input} value={value} />
      )}
      {hint && (
        <p id={hint} className={cn('mt-1 text-[13px] text-soft', kind === 'checkbox' && 'order-3 col-start-2')}>
          {input.tooltip}
        </p>
      )}
    </div>
  )
}

type FieldProps = {
  id: string
  name: string
  required: boolean | undefined
  'aria-describedby': string | undefined
  input: DescribedInput
  value: unknown
}

function TextField({ kind, input, value, ...field }: FieldProps & { kind: FieldKind }) {
  return (
    <input
      {...field}
      type={kind}
      defaultValue={value === undefined ? '' : String(value)}
      placeholder={input.placeholder}
      autoComplete="off"
      className={cn(fieldStyle, 'mt-1 block w-full max-w-md')}
    />
  )
}

type OptionSelectProps = FieldProps & Pick<InputFieldsProps, 'paragon' | 'integration' | 'accountId'>

function OptionSelect({ paragon, integration, accountId, input, value, ...field }: OptionSelectProps) {
  const [options, setOptions] = useState<Option[]>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let gone = false
    setFailed(false)
    loadOptions(paragon, integration, input, accountId).then(
      (found) => !gone && setOptions(found),
      () => !gone && setFailed(true),
    )
    return () => {
      gone = true
    }
  }, [paragon, integration, input, accountId])
  if (failed) {
    return (
      <p role="alert" className="mt-1 text-bad text-sm">
        The choices could not be loaded.
      </p>
    )
  }
  const chosen = value === undefined ? '' : String(value)
  return (
    <select
      // A choice that is set beforehand can only be shown among others.
      key={options === undefined ? 'loading' : 'loaded'}
      {...field}
      defaultValue={chosen}
      aria-busy={options === undefined}
      className={cn(fieldStyle, 'mt-1 block w-full max-w-md')}
    >
      {chosen === '' && <option value="">{options ? 'Choose…' : 'Loading…'}</option>}
      {options?.map(({ value: each, label }) => (
        <option key={each} value={each}>
          {label}
        </option>
      ))}
    </select>
  )
}
