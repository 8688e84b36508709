import { Tabs } from 'radix-ui'
import { useId } from 'react'
import { type Call, problemWith } from '@/lib/calls/call'
import { curlCode, type ProxyAddress, sdkCode } from '@/lib/calls/snippets'
import { CodeBlock } from '../ui/code-block'
import { CopyButton } from '../ui/copy-button'

type CallCodeProps = { call: Call; integration: string; credentialId: string; address: ProxyAddress }

/** The call as code to take along. */
export function CallCode({ call, integration, credentialId, address }: CallCodeProps) {
  const headingId = useId()
  const isComplete = !problemWith(call)
  const snippet = { call, integration, credentialId }
  const kinds = isComplete
    ? [
        { id: 'sdk', title: 'SDK', text: sdkCode(snippet), label: 'SDK code' },
        { id: 'curl', title: 'curl', text: curlCode(snippet, address), label: 'curl command' },
      ]
    : []
  return (
    <section aria-labelledby={headingId} className="border-line border-t pt-5">
      <h2 id={headingId} className="mb-2 font-semibold">
        The same call in code
      </h2>
      {!isComplete && <p className="text-soft text-sm">Complete the call, and the code for it shows here.</p>}
      {isComplete && (
        <Tabs.Root defaultValue="sdk">
          <Tabs.List aria-label="The same call as code" className="mb-3 flex gap-1">
            {kinds.map(({ id, title }) => (
              <Tabs.Trigger
                key={id}
                value={id}
                className="rounded-md px-2.5 py-1 font-medium text-[13px] text-soft hover:text-ink data-[state=active]:bg-sunken data-[state=active]:text-ink"
              >
                {title}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {kinds.map(({ id, text, label }) => (
            <Tabs.Content key={id} value={id} tabIndex={-1}>
              <CodeBlock label={label} text={text} />
              <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
                <CopyButton text={text} done={`The ${label} is copied`} className="-mx-2.5">
                  Copy {label}
                </CopyButton>
                {id === 'curl' && (
                  <p className="text-[13px] text-soft">
                    Put a Paragon User Token of yours into <code>PARAGON_USER_TOKEN</code>.
                  </p>
                )}
              </div>
            </Tabs.Content>
          ))}
        </Tabs.Root>
      )}
    </section>
  )
}
