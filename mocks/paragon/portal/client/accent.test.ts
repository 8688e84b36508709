import { expect, test } from 'vitest'
import { accentOn, contrastOf } from './accent.ts'

const colors = ['#ffffff', '#000000', '#fff', '#1a73e8', '#ffe01b', '#ff7a59', '#4a154b', '#00a1e0', '#777777']
const surfaces = ['#ffffff', '#17191e']

test.each(surfaces.flatMap((surface) => colors.map((color) => [color, surface] as const)))(
  '%s is legible on %s',
  (color, surface) => {
    const accent = accentOn(color, surface)
    expect(contrastOf(accent.fill, surface)).toBeGreaterThanOrEqual(3)
    expect(contrastOf(accent.onFill, accent.fill)).toBeGreaterThanOrEqual(4.5)
    expect(contrastOf(accent.text, surface)).toBeGreaterThanOrEqual(4.5)
  },
)

test('a colour that is strong enough is left alone', () => {
  expect(accentOn('#1a73e8', '#ffffff')).toEqual({ fill: '#1a73e8', onFill: '#ffffff', text: '#1a73e8' })
})

test.each([undefined, '', 'red', '#12', 'rgb(1 2 3)', '#12345g'])('%j counts as the default', (color) => {
  expect(accentOn(color, '#ffffff')).toEqual(accentOn('#2563eb', '#ffffff'))
})

test('contrast is that of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21)
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
