import { expect, it } from 'vitest'
import { DriverProcess } from './driver-process.ts'

const inline = (script: string) => `exec node -e ${JSON.stringify(script)}`

it('has all that a driver wrote to its log by the time it has closed', async () => {
  const driver = new DriverProcess(
    inline("process.stdin.on('end', () => { for (let n = 0; n < 500; n++) console.error('line ' + n) }).resume()"),
  )
  await driver.close()
  expect(driver.logs).toContain('line 499')
})

it('kills a driver that stays when its standard input has ended', async () => {
  const driver = new DriverProcess(inline('setInterval(() => {}, 1000)'), { exitTimeout: 100 })
  await driver.close()
  expect(driver.isUsable).toBe(false)
})
