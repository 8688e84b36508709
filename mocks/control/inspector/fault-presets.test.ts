import { describe, expect, it } from 'vitest'
import { newFault } from '../faults/schemas.ts'
import { faultFrom, faultGroups } from './client/fault-presets.ts'

const presets = faultGroups.flatMap((group) => group.presets.map((preset) => ({ name: preset.name, group, preset })))
const scope = { where: 'googledrive', credential: 'work', path: '/drive/**', times: '3' }

describe('faults with one press', () => {
  it.each(presets)('are ones that the control API takes: $name', ({ group, preset }) => {
    for (const given of [scope, { where: 'out', credential: '', path: '', times: '' }]) {
      const parsed = newFault.safeParse(faultFrom(group, preset, given))
      expect(parsed.error?.issues ?? []).toEqual([])
    }
  })

  it('are narrowed down as far as it makes sense', () => {
    const [answers, tokens, popups] = faultGroups.map((group) => {
      const [preset] = group.presets
      return preset && faultFrom(group, preset, scope)
    })
    expect(answers).toMatchObject({
      match: { service: 'googledrive', credential: 'work', path: '/drive/**' },
      times: 3,
    })
    expect(tokens?.match).toEqual({ credential: 'work' })
    expect(popups?.match).toEqual({})
  })

  it('tell a direction from a service', () => {
    const [group] = faultGroups
    const [preset] = group?.presets ?? []
    if (!group || !preset) throw new Error('There are none.')
    expect(faultFrom(group, preset, { ...scope, where: 'in', times: '' })).toEqual({
      name: preset.name,
      match: { direction: 'in', credential: 'work', path: '/drive/**' },
      effect: preset.effect,
    })
    expect(faultFrom(group, preset, { where: '', credential: '', path: '', times: '' }).match).toEqual({})
  })
})
