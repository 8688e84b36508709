import { expect, test } from './test.ts'

test('a restarted sandbox is the same one, at the same addresses', async ({ page, stack }) => {
  const project = async () => {
    const headers = { authorization: `Bearer ${stack.adminToken}` }
    const response = await fetch(`${stack.paragonUrl}/_sandbox/projects/${stack.projectId}`, { headers })
    expect(response.status).toBe(200)
    return response.json()
  }
  const before = await project()
  expect(before).toMatchObject({ projectId: stack.projectId })
  for (const kill of ['SIGKILL', 'SIGTERM'] as const) {
    await stack.restartSandbox({ kill })
    expect(await project()).toEqual(before)
  }
  await page.goto('/')
  await expect(page).toHaveURL((url) => url.origin === stack.appUrl)
})
