'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { cn } from '@/lib/cn'
import type { Directory } from '@/lib/executions/directory'
import type { Execution } from '@/lib/executions/execution'
import { durationWords } from '@/lib/executions/words'
import { ExecutionBadge } from './execution-badge'
import { ExecutionDetail } from './execution-detail'

type ExecutionItemProps = { holder: string; execution: Execution; directory: Directory; onReplayed: () => void }

/** A run, which opens. */
export function ExecutionItem({ holder, execution, directory, onReplayed }: ExecutionItemProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const integration = directory.integration(execution)
  const configuration = directory.configurationName(execution)
  const account = directory.accountName(execution)
  const duration = durationWords(execution)
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-3 px-4 py-3 text-left -outline-offset-2 hover:bg-sunken/50 sm:px-5"
      >
        {integration && (
          // biome-ignore lint/performance/noImgElement: an SVG from Paragon's CDN, whose address is known at run time only.
          <img src={integration.icon} alt="" className="size-8 shrink-0 rounded-md border border-line bg-white p-1" />
        )}
        <span className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1.5">
          <span className="min-w-0 flex-1 basis-64 text-sm">
            <span className="block break-words font-medium">{directory.workflowName(execution)}</span>
            <span className="block break-words text-soft">
              {integration && `${integration.name} as `}
              <span className="text-ink">{account}</span>
              {configuration && ` with the configuration ${configuration}`}
            </span>
          </span>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-soft">
            <time dateTime={execution.dateStarted}>{moment.format(new Date(execution.dateStarted))}</time>
            {duration && <span>{duration}</span>}
            <ExecutionBadge status={execution.status} />
          </span>
        </span>
        <ChevronDown
          aria-hidden
          className={cn('mt-1 size-4 shrink-0 text-soft motion-safe:transition-transform', open && 'rotate-180')}
        />
      </button>
      <div id={id} hidden={!open}>
        {open && <ExecutionDetail holder={holder} execution={execution} account={account} onReplayed={onReplayed} />}
      </div>
    </li>
  )
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
