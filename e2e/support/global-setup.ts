import { setUp } from '../../scripts/setup.mjs'

/** The stacks run from the builds: whoever starts Playwright by hand gets current ones too. */
export default () => setUp({ bundles: true, app: true })
