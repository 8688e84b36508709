import { z } from 'zod'
import type { SlackCall } from './api.ts'
import { SlackError } from './errors.ts'

/** docs.slack.dev/reference/block-kit/blocks, docs.slack.dev/reference/methods/chat.postMessage#errors */
const MAX_BLOCKS = 50
const MAX_ATTACHMENTS = 100

/** Parts of a message that were sent; an empty list clears what was there. */
export interface SentContent {
  text: string | undefined
  blocks: unknown[] | undefined
  attachments: unknown[] | undefined
}

const block = z.looseObject({ type: z.string().min(1) })
const attachment = z.looseObject({})

/** Reads what a message is to say. Throws the SlackError of what is not well-formed. */
export function readContent({ args, random }: SlackCall): SentContent {
  args.refuse('markdown_text', 'metadata', 'file_ids')
  return {
    text: args.text('text'),
    blocks: readBlocks(args.json('blocks', 'invalid_blocks_format'))?.map((each) => ({
      block_id: random.secret(4),
      ...each,
    })),
    attachments: readAttachments(args.json('attachments', 'invalid_attachments'))?.map((each, index) => ({
      id: index + 1,
      fallback: each.text ?? '[no preview available]',
      ...each,
    })),
  }
}

/** Whether there is anything to read in it. */
export function saysSomething({ text, blocks, attachments }: Partial<SentContent>): boolean {
  return (text ?? '').trim() !== '' || (blocks ?? []).length > 0 || (attachments ?? []).length > 0
}

function readBlocks(value: unknown) {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw new SlackError('invalid_blocks_format')
  if (value.length > MAX_BLOCKS) {
    throw new SlackError('invalid_blocks', {
      messages: [`[ERROR] no more than ${MAX_BLOCKS} items allowed [json-pointer:/blocks]`],
    })
  }
  const blocks = z.array(block).safeParse(value)
  if (blocks.success) return blocks.data
  const index = String(blocks.error.issues[0]?.path[0] ?? 0)
  throw new SlackError('invalid_blocks', {
    messages: [`[ERROR] missing required field: type [json-pointer:/blocks/${index}]`],
  })
}

function readAttachments(value: unknown) {
  if (value === undefined) return undefined
  const attachments = z.array(attachment).safeParse(value)
  if (!attachments.success) throw new SlackError('invalid_attachments')
  if (attachments.data.length > MAX_ATTACHMENTS) throw new SlackError('too_many_attachments')
  return attachments.data
}
