import { expect, it } from 'vitest'
import { betweenTurns, turnWorkflow } from './turn-workflow'

/** Notes what it is asked, and when it has done it; refuses one workflow. */
function sdk() {
  const notes: string[] = []
  const change =
    (verb: string) =>
    async (id: string, { selectedCredentialId = '' } = {}) => {
      notes.push(`${verb} ${id} of ${selectedCredentialId}`)
      await Promise.resolve()
      if (id === 'refused') throw new Error('refused')
      notes.push(`${id} done`)
    }
  return { notes, enableWorkflow: change('enable'), disableWorkflow: change('disable') }
}

it('makes one change after the other, also after one that was refused', async () => {
  const paragon = sdk()
  const changes = [
    turnWorkflow(paragon, 'one', true, { selectedCredentialId: 'a' }),
    turnWorkflow(paragon, 'refused', true, { selectedCredentialId: 'a' }),
    turnWorkflow(paragon, 'two', false, { selectedCredentialId: 'b' }),
  ]
  const outcomes = await Promise.allSettled(changes)
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(paragon.notes).toEqual(['enable one of a', 'one done', 'enable refused of a', 'disable two of b', 'two done'])
})

it('lets the user be read anew only between changes', async () => {
  const paragon = sdk()
  const readAnew = async () => {
    paragon.notes.push('read')
    await Promise.resolve()
    paragon.notes.push('read done')
  }
  await Promise.all([
    turnWorkflow(paragon, 'one', true, { selectedCredentialId: 'a' }),
    betweenTurns(readAnew),
    turnWorkflow(paragon, 'two', true, { selectedCredentialId: 'a' }),
  ])
  expect(paragon.notes).toEqual(['enable one of a', 'one done', 'read', 'read done', 'enable two of a', 'two done'])
})
